import { isNode, type Node } from '../syntax.ts';
import { type Compile, type Direct, hasOnly, truth, UNDECIDED } from './answer.ts';
import { compileConstructor } from './constructors.ts';
import { compileOperator } from './operators.ts';
import { compilePath, compileVariable } from './paths.ts';

/**
 * A function that evaluates an everyday expression at once: literals, `$states…` and `$variable…` paths, operators, conditions
 * and constructors over them. The library evaluates asynchronously, which costs several microseconds even for `$states.input`.
 *
 * Only cases with one obvious answer are decided here; whatever has rules of its own in JSONata (lists in the middle of a path,
 * operands of mixed types, functions) is left to the library, at compile time by answering undefined or at run time by
 * UNDECIDED. Expressions have no side effects, so evaluating again is safe.
 */
export function compileDirect(node: Node): Direct | undefined {
  const compile: Compile = (inner) => (isNode(inner) ? compileDirect(inner) : undefined);
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return compileLiteral(node);
    case 'variable':
      return compileVariable(node);
    case 'path':
      return compilePath(node);
    case 'binary':
      return compileOperator(node, compile);
    case 'unary':
      return compileConstructor(node, compile);
    case 'condition':
      return compileCondition(node, compile);
    case 'block':
      return compileBlock(node, compile);
    default:
      return undefined;
  }
}

function compileLiteral(node: Node): Direct | undefined {
  const { value } = node;
  const plain = value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return plain && hasOnly(node, 'value') ? () => value : undefined;
}

function compileCondition(node: Node, compile: Compile): Direct | undefined {
  const [condition, then] = [compile(node.condition), compile(node.then)];
  const otherwise = node.else === undefined ? () => undefined : compile(node.else);
  if (!hasOnly(node, 'condition', 'then', 'else')) return undefined;
  if (condition === undefined || then === undefined || otherwise === undefined) return undefined;
  return (scope) => {
    const holds = truth(condition(scope));
    if (holds === UNDECIDED) return UNDECIDED;
    return holds ? then(scope) : otherwise(scope);
  };
}

/** Parentheses around one expression. */
function compileBlock(node: Node, compile: Compile): Direct | undefined {
  const { expressions } = node;
  return Array.isArray(expressions) && expressions.length === 1 && hasOnly(node, 'expressions')
    ? compile(expressions[0])
    : undefined;
}
