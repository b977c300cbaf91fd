import { invalidParameter, ValidationError } from '../errors.ts';
import { add, subtract } from '../values/number.ts';
import { type Item, type Type, typeOf, type Value } from '../values/value.ts';
import type { Bindings } from './bindings.ts';
import { invalidExpression } from './expression-error.ts';
import { CONDITION_FUNCTIONS, requireOperandCount, wrongOperandType } from './operand.ts';
import { type Path, readPath } from './path.ts';
import type { CallNode } from './syntax.ts';
import type { SetValueNode, SumNode } from './update-syntax.ts';

const KIND = 'UpdateExpression';

/** The right side of a SET action, ready to be computed from the item as it was before the update. */
export interface SetValue {
  /** @throws ValidationError when the item lacks what is needed, or has it with another type */
  readonly compute: (item: Item) => Value;
  /** The type that it has whatever the item. */
  readonly type?: Type;
  /** Of a path alone. */
  readonly path?: Path;
  /** Every path that it reads. */
  readonly paths: readonly Path[];
}

export function compileSetValue(node: SetValueNode, bindings: Bindings): SetValue {
  switch (node.kind) {
    case 'value': {
      const value = bindings.value(KIND, node.placeholder);
      return { compute: () => value, type: typeOf(value), paths: [] };
    }
    case 'path': {
      const path = bindings.path(KIND, node);
      return { compute: (item) => readPath(item, path) ?? missing(), path, paths: [path] };
    }
    case 'sum':
      return compileSum(node, bindings);
    case 'call':
      return compileCall(node, bindings);
  }
}

function missing(): never {
  throw new ValidationError('The provided expression refers to an attribute that does not exist in the item');
}

export function wrongType(): never {
  throw new ValidationError('An operand in the update expression has an incorrect data type');
}

function compileSum({ operator, left, right }: SumNode, bindings: Bindings): SetValue {
  const terms = [compileSetValue(left, bindings), compileSetValue(right, bindings)] as const;
  for (const { type } of terms) if (type && type !== 'N') throw wrongOperandType(KIND, operator, type);
  const combine = operator === '+' ? add : subtract;
  return {
    type: 'N',
    paths: terms.flatMap(({ paths }) => paths),
    compute(item) {
      const [a, b] = [terms[0].compute(item), terms[1].compute(item)];
      return 'N' in a && 'N' in b ? { N: combine(a.N, b.N) } : wrongType();
    },
  };
}

function compileCall(node: CallNode, bindings: Bindings): SetValue {
  if (node.name === 'if_not_exists') return compileIfNotExists(node, bindings);
  if (node.name === 'list_append') return compileListAppend(node, bindings);
  const known = node.name === 'size' || CONDITION_FUNCTIONS.has(node.name);
  throw invalidExpression(
    KIND,
    known
      ? `The function is not allowed in an update expression; function: ${node.name}`
      : `Invalid function name; function: ${node.name}`,
  );
}

/** `if_not_exists(path, value)`: what stands at the path, or else the value. */
function compileIfNotExists(node: CallNode, bindings: Bindings): SetValue {
  const [attribute, fallback] = compileOperands(node, bindings);
  const { path } = attribute;
  if (!path) {
    throw invalidExpression(KIND, 'Operator or function requires a document path; operator or function: if_not_exists');
  }
  return {
    paths: [...attribute.paths, ...fallback.paths],
    compute: (item) => readPath(item, path) ?? fallback.compute(item),
  };
}

/** `list_append(list, list)` */
function compileListAppend(node: CallNode, bindings: Bindings): SetValue {
  const lists = compileOperands(node, bindings);
  for (const { type } of lists) if (type && type !== 'L') throw wrongOperandType(KIND, 'list_append', type);
  return {
    type: 'L',
    paths: lists.flatMap(({ paths }) => paths),
    compute(item) {
      const [first, second] = [lists[0].compute(item), lists[1].compute(item)];
      return 'L' in first && 'L' in second ? { L: [...first.L, ...second.L] } : wrongType();
    },
  };
}

function compileOperands(node: CallNode, bindings: Bindings): readonly [SetValue, SetValue] {
  requireOperandCount(node, 2, KIND);
  const [first, second] = node.operands.map((operand) => compileSetValue(operand, bindings));
  if (!first || !second) throw invalidParameter(`${node.name} takes two operands`);
  return [first, second];
}
