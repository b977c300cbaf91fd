import { type Item, type Type, typeOf, type Value } from '../values/value.ts';
import type { Bindings } from './bindings.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { type Path, readPath, samePath, showPath } from './path.ts';
import { sizeOf } from './size-function.ts';
import type { CallNode, OperandNode } from './syntax.ts';

/** Something that stands for a value of an item. */
export interface Operand {
  /** Undefined when the item has no such value. */
  readonly read: (item: Item) => Value | undefined;
  /** The type that it has whatever the item; undefined for a path. */
  readonly type?: Type;
  /** The value itself, of a `:value`. */
  readonly constant?: Value;
  /** Of a path. */
  readonly path?: Path;
  /** Of a function: its name. */
  readonly call?: string;
}

/** Functions that conditions and updates have; the others do not exist. */
const UPDATE_FUNCTIONS = new Set(['if_not_exists', 'list_append']);
export const CONDITION_FUNCTIONS = new Set([
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
]);

/** Makes an operand of a condition ready to be read. */
export function compileOperand(node: OperandNode, kind: ExpressionKind, bindings: Bindings): Operand {
  if (node.kind === 'value') {
    const constant = bindings.value(kind, node.placeholder);
    return { read: () => constant, type: typeOf(constant), constant };
  }
  if (node.kind === 'path') {
    const path = bindings.path(kind, node);
    return { read: (item) => readPath(item, path), path };
  }
  return compileSize(node, kind, bindings);
}

function compileSize(node: CallNode, kind: ExpressionKind, bindings: Bindings): Operand {
  refuseUnknownFunction(node.name, kind);
  if (node.name !== 'size') {
    throw invalidExpression(
      kind,
      `The function is not allowed to be used this way in an expression; function: ${node.name}`,
    );
  }
  requireOperandCount(node, 1, kind);
  const [argument] = node.operands.map((operand) => compileOperand(operand, kind, bindings));
  if (argument?.type && ['N', 'BOOL', 'NULL'].includes(argument.type)) {
    throw wrongOperandType(kind, 'size', argument.type);
  }
  return {
    type: 'N',
    call: 'size',
    read: (item) => {
      const value = argument?.read(item);
      const size = value && sizeOf(value);
      return size === undefined ? undefined : { N: String(size) };
    },
  };
}

/** Refuses a function that no condition has. */
export function refuseUnknownFunction(name: string, kind: ExpressionKind): void {
  if (UPDATE_FUNCTIONS.has(name)) {
    throw invalidExpression(kind, `The function is not allowed in a condition expression; function: ${name}`);
  }
  if (name !== 'size' && !CONDITION_FUNCTIONS.has(name)) {
    throw invalidExpression(kind, `Invalid function name; function: ${name}`);
  }
}

export function requireOperandCount(node: CallNode, count: number, kind: ExpressionKind): void {
  if (node.operands.length === count) return;
  throw invalidExpression(
    kind,
    'Incorrect number of operands for operator or function; ' +
      `operator or function: ${node.name}, number of operands: ${node.operands.length}`,
  );
}

export const wrongOperandType = (kind: ExpressionKind, operator: string, type: string) =>
  invalidExpression(
    kind,
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`,
  );

/** Refuses `a = a`: an operator whose further operands repeat the first. */
export function refuseRepetition(kind: ExpressionKind, operator: string, [first, ...others]: readonly Operand[]): void {
  const path = first?.path;
  if (!path || !others.some((other) => other.path && samePath(path, other.path))) return;
  throw invalidExpression(
    kind,
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${showPath(path)}`,
  );
}
