import { inputObject, isSimplePath, utilObject } from './gateway-objects.ts';
import { KNOWN_METHODS } from './methods.ts';
import { parseTemplate } from './parse-template.ts';
import { type Expression, type Node, type Reference, TemplateError } from './syntax.ts';

const HOST_METHODS: Readonly<Record<string, readonly string[]>> = {
  input: Object.keys(inputObject('').methods),
  util: Object.keys(utilObject.methods),
  context: [],
  stageVariables: ['get'],
};

/**
 * What keeps a template from working here, found without running it; undefined when nothing does.
 *
 * @example templateProblem("$input.params('x')") // "$input.params() is not supported"
 */
export function templateProblem(text: string): string | undefined {
  try {
    checkNodes(parseTemplate(text));
    return undefined;
  } catch (error) {
    if (error instanceof TemplateError) return error.message;
    throw error;
  }
}

function checkNodes(nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.kind === 'reference') checkReference(node.reference);
    else if (node.kind === 'set') checkExpressions([{ kind: 'reference', reference: node.target }, node.value]);
    else if (node.kind === 'foreach') {
      checkExpressions([node.list]);
      checkNodes(node.body);
    } else if (node.kind === 'if') {
      for (const { test, body } of node.branches) {
        checkExpressions([test]);
        checkNodes(body);
      }
      checkNodes(node.otherwise);
    }
  }
}

function checkExpressions(expressions: readonly Expression[]): void {
  for (const expression of expressions) {
    if (expression.kind === 'text') checkNodes(expression.parts);
    else if (expression.kind === 'reference') checkReference(expression.reference);
    else if (expression.kind === 'list') checkExpressions(expression.items);
    else if (expression.kind === 'map') checkExpressions(expression.entries.flat());
    else if (expression.kind === 'range') checkExpressions([expression.from, expression.to]);
    else if (expression.kind === 'not') checkExpressions([expression.operand]);
    else if (expression.kind === 'binary') checkExpressions([expression.left, expression.right]);
  }
}

function checkReference({ name, steps }: Reference): void {
  for (const [position, step] of steps.entries()) {
    if (step.kind === 'index') checkExpressions([step.at]);
    if (step.kind !== 'method') continue;
    checkExpressions(step.args);
    const host = position === 0 && Object.hasOwn(HOST_METHODS, name) ? HOST_METHODS[name] : undefined;
    const known = host ? host.includes(step.name) : KNOWN_METHODS.has(step.name);
    if (!known) throw new TemplateError(`${host ? `$${name}.` : ''}${step.name}() is not supported`);
    const [path] = step.args;
    if (name === 'input' && position === 0 && path?.kind === 'literal' && !isSimplePath(String(path.value))) {
      throw new TemplateError(`the JSONPath ${path.value} is not supported: it may name one value only`);
    }
  }
}
