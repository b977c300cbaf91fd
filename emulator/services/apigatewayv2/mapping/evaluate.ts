import { callMethod } from './methods.ts';
import { type Expression, type Node, type Reference, type Step, TemplateError } from './syntax.ts';
import { HostObject, isMap, truthy, valueText } from './value.ts';

/** Variables by name, without their `$`. */
export type Scope = Map<string, unknown>;

/** What a template may write, so that a loop cannot fill the memory. */
const LONGEST_TEXT = 10 * 1024 * 1024;

/** @throws TemplateError */
export function evaluateTemplate(nodes: readonly Node[], scope: Scope): string {
  let text = '';
  for (const node of nodes) {
    text += evaluateNode(node, scope);
    if (text.length > LONGEST_TEXT) throw new TemplateError(`the result is longer than ${LONGEST_TEXT} characters`);
  }
  return text;
}

function evaluateNode(node: Node, scope: Scope): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'reference': {
      const value = resolve(node.reference, scope);
      // A variable that is not there stands for itself, unless the template asks for silence.
      return value === undefined ? (node.quiet ? '' : node.source) : valueText(value);
    }
    case 'set':
      assign(node.target, evaluate(node.value, scope), scope);
      return '';
    case 'if': {
      const branch = node.branches.find(({ test }) => truthy(evaluate(test, scope)));
      return evaluateTemplate(branch?.body ?? node.otherwise, scope);
    }
    case 'foreach':
      return evaluateLoop(node, scope);
  }
}

function evaluateLoop(node: Extract<Node, { kind: 'foreach' }>, scope: Scope): string {
  const list = evaluate(node.list, scope);
  const items = Array.isArray(list) ? list : isMap(list) ? Object.values(list) : [];
  let text = '';
  for (const [index, item] of items.entries()) {
    const inner = new LoopScope(scope);
    inner.set(node.variable, item);
    inner.set('foreach', { index, count: index + 1, hasNext: index + 1 < items.length });
    inner.set('velocityCount', index + 1);
    text += evaluateTemplate(node.body, inner);
  }
  return text;
}

/** The loop's own variables end with it; what its body sets stays, as in Velocity. */
class LoopScope extends Map<string, unknown> {
  readonly #outer: Scope;

  constructor(outer: Scope) {
    super();
    this.#outer = outer;
  }

  override get(name: string): unknown {
    return super.has(name) ? super.get(name) : this.#outer.get(name);
  }

  assign(name: string, value: unknown): void {
    if (super.has(name)) super.set(name, value);
    else assignVariable(name, value, this.#outer);
  }
}

function assignVariable(name: string, value: unknown, scope: Scope): void {
  if (scope instanceof LoopScope) scope.assign(name, value);
  else scope.set(name, value);
}

function assign({ name, steps }: Reference, value: unknown, scope: Scope): void {
  const last = steps.at(-1);
  if (!last) {
    assignVariable(name, value, scope);
    return;
  }
  const owner = resolve({ name, steps: steps.slice(0, -1) }, scope);
  const key = last.kind === 'property' ? last.name : last.kind === 'index' ? evaluate(last.at, scope) : undefined;
  if (Array.isArray(owner) && typeof key === 'number') owner[key] = value;
  else if (isMap(owner) && key !== undefined) owner[String(key)] = value;
  else throw new TemplateError(`$${name} has nothing that could be set so`);
}

export function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'text':
      return evaluateTemplate(expression.parts, scope);
    case 'reference':
      return resolve(expression.reference, scope) ?? null;
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'map':
      return Object.fromEntries(
        expression.entries.map(([key, value]) => [valueText(evaluate(key, scope)), evaluate(value, scope)]),
      );
    case 'range':
      return range(Number(evaluate(expression.from, scope)), Number(evaluate(expression.to, scope)));
    case 'not':
      return !truthy(evaluate(expression.operand, scope));
    case 'binary':
      return combine(expression, scope);
  }
}

const LONGEST_RANGE = 10_000;

function range(from: number, to: number): number[] {
  const length = Math.abs(to - from) + 1;
  if (!(length <= LONGEST_RANGE)) throw new TemplateError(`a range has at most ${LONGEST_RANGE} numbers`);
  return Array.from({ length }, (_, index) => (to >= from ? from + index : from - index));
}

function combine({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): unknown {
  const a = evaluate(left, scope);
  if (operator === '&&') return truthy(a) && truthy(evaluate(right, scope));
  if (operator === '||') return truthy(a) || truthy(evaluate(right, scope));
  const b = evaluate(right, scope);
  if (operator === '==') return a === b || (a !== null && b !== null && valueText(a) === valueText(b));
  if (operator === '!=') return !(a === b || (a !== null && b !== null && valueText(a) === valueText(b)));
  if (operator === '+' && !(typeof a === 'number' && typeof b === 'number')) return valueText(a) + valueText(b);
  return arithmetic(operator, Number(a), Number(b));
}

function arithmetic(operator: string, a: number, b: number): number | boolean {
  const results: Readonly<Record<string, () => number | boolean>> = {
    '+': () => a + b,
    '-': () => a - b,
    '*': () => a * b,
    '/': () => (Number.isInteger(a) && Number.isInteger(b) ? Math.trunc(a / b) : a / b),
    '%': () => a % b,
    '<': () => a < b,
    '<=': () => a <= b,
    '>': () => a > b,
    '>=': () => a >= b,
  };
  const result = results[operator];
  if (!result) throw new TemplateError(`there is no operator ${operator}`);
  return result();
}

/** Undefined when the variable is not there. */
function resolve({ name, steps }: Reference, scope: Scope): unknown {
  let value = scope.get(name);
  for (const step of steps) {
    if (value === undefined || value === null) return value;
    value = follow(value, step, scope);
  }
  return value;
}

function follow(value: unknown, step: Step, scope: Scope): unknown {
  if (step.kind === 'method') {
    return callMethod(
      value,
      step.name,
      step.args.map((argument) => evaluate(argument, scope)),
    );
  }
  const key = step.kind === 'property' ? step.name : evaluate(step.at, scope);
  if (value instanceof HostObject) return value.property(String(key));
  if (Array.isArray(value)) return key === 'size' ? value.length : value[Number(key)];
  return isMap(value) ? own(value, String(key)) : undefined;
}

const own = (map: Record<string, unknown>, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
