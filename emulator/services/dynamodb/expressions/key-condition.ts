import { ValidationError } from '../errors.ts';
import type { SortCondition } from '../keys/range.ts';
import type { Bindings } from './bindings.ts';
import { compileCondition, conditionTree } from './condition.ts';
import type { Comparator, ConditionNode } from './condition-syntax.ts';
import type { CallNode, OperandNode } from './syntax.ts';

/** What a query asks of one key attribute. */
export interface KeyCondition {
  readonly name: string;
  readonly condition: SortCondition;
}

const KIND = 'KeyConditionExpression';

/**
 * Compiles `pk = :pk AND begins_with(sk, :sk)`, without regard to any table's key.
 *
 * @throws ValidationError for whatever is no plain condition on key attributes
 */
export function compileKeyCondition(expression: string, bindings: Bindings): readonly KeyCondition[] {
  // What is wrong in any condition is reported first, in the same words.
  compileCondition(KIND, expression, bindings);
  const conditions = conjuncts(conditionTree(KIND, expression)).map((node) => compileOne(node, bindings));
  const names = conditions.map(({ name }) => name);
  if (new Set(names).size < names.length) {
    throw new ValidationError('KeyConditionExpressions must only contain one condition per key');
  }
  return conditions;
}

function conjuncts(node: ConditionNode): readonly ConditionNode[] {
  return node.kind === 'and' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];
}

function compileOne(node: ConditionNode, bindings: Bindings): KeyCondition {
  switch (node.kind) {
    case 'compare':
      return compileComparison(node.operator, node.left, node.right, bindings);
    case 'between':
      return compileBetween(node, bindings);
    case 'call':
      return compileBeginsWith(node, bindings);
    default:
      throw invalidOperator(node.kind.toUpperCase());
  }
}

const invalidOperator = (operator: string) =>
  new ValidationError(`Invalid operator used in KeyConditionExpression: ${operator}`);

/** `:value < key` is `key > :value`. */
const REVERSED: Readonly<Record<Exclude<Comparator, '<>'>, Exclude<Comparator, '<>'>>> = {
  '=': '=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

function compileComparison(
  operator: Comparator,
  left: OperandNode,
  right: OperandNode,
  bindings: Bindings,
): KeyCondition {
  if (operator === '<>') throw invalidOperator(operator);
  const name = keyAttribute([left, right], bindings);
  if (left.kind === 'path') return { name, condition: { operator, value: constant(right, bindings) } };
  return { name, condition: { operator: REVERSED[operator], value: constant(left, bindings) } };
}

function compileBetween(node: Extract<ConditionNode, { kind: 'between' }>, bindings: Bindings): KeyCondition {
  const { operand, low, high } = node;
  requireKeyFirst('BETWEEN', operand);
  const name = keyAttribute([operand, low, high], bindings);
  return { name, condition: { operator: 'BETWEEN', low: constant(low, bindings), high: constant(high, bindings) } };
}

function compileBeginsWith(node: CallNode, bindings: Bindings): KeyCondition {
  const [operand, prefix] = node.operands;
  if (node.name !== 'begins_with' || !operand || !prefix) throw invalidOperator(node.name);
  requireKeyFirst('begins_with', operand);
  const name = keyAttribute([operand, prefix], bindings);
  return { name, condition: { operator: 'begins_with', value: constant(prefix, bindings) } };
}

function requireKeyFirst(operator: string, operand: OperandNode): void {
  if (operand.kind === 'path') return;
  throw new ValidationError(
    `Invalid condition in KeyConditionExpression: ${operator} operator must have the key attribute as its first operand`,
  );
}

/** The one attribute among the operands of a condition. */
function keyAttribute(operands: readonly OperandNode[], bindings: Bindings): string {
  if (operands.some(({ kind }) => kind === 'call')) {
    throw new ValidationError('KeyConditionExpressions cannot contain nested operations');
  }
  const paths = operands.flatMap((node) => (node.kind === 'path' ? [bindings.path(KIND, node)] : []));
  const [path] = paths;
  if (path && path.length > 1) {
    throw new ValidationError('KeyConditionExpressions cannot have conditions on nested attributes');
  }
  if (paths.length > 1) {
    throw new ValidationError(
      'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition',
    );
  }
  if (!path) throw new ValidationError('Invalid condition in KeyConditionExpression: No key attribute specified');
  return String(path[0]);
}

function constant(node: OperandNode, bindings: Bindings) {
  if (node.kind !== 'value') throw new Error('Only values stand beside a key attribute');
  return bindings.value(KIND, node.placeholder);
}
