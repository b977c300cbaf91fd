import type { AttributeValue, ComparisonOperator } from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import { holds } from '../expressions/functions/contains.ts';
import { equal, order } from '../values/compare.ts';
import { parseValue } from '../values/parse.ts';
import { type Type, typeOf, type Value } from '../values/value.ts';

/**
 * The comparison operators of the older parameters
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Condition.html).
 */

export const COMPARISON_OPERATORS: readonly ComparisonOperator[] = [
  'IN',
  'NULL',
  'BETWEEN',
  'LT',
  'NOT_CONTAINS',
  'EQ',
  'GT',
  'NOT_NULL',
  'NE',
  'LE',
  'BEGINS_WITH',
  'GE',
  'CONTAINS',
];

const SCALARS: readonly Type[] = ['S', 'N', 'B'];
const CONTAINED: readonly Type[] = ['S', 'N', 'B', 'BOOL', 'NULL'];

interface Operator {
  /** How many operands it takes. */
  readonly least: number;
  readonly most: number;
  /** Types that operands may have; undefined allows all. */
  readonly types?: readonly Type[];
  readonly holds: (value: Value | undefined, operands: readonly Value[]) => boolean;
}

const one = { least: 1, most: 1 };
const none = { least: 0, most: 0 };

const ordered = (test: (difference: number) => boolean): Operator => ({
  ...one,
  types: SCALARS,
  holds: (value, [operand]) => {
    const difference = value && operand && order(value, operand);
    return difference !== undefined && test(difference);
  },
});

const equals = (value: Value | undefined, operand: Value | undefined) =>
  value !== undefined && operand !== undefined && equal(value, operand);
const includes = (value: Value | undefined, operand: Value | undefined) =>
  value !== undefined && operand !== undefined && holds(value, operand);

const OPERATORS: Readonly<Record<ComparisonOperator, Operator>> = {
  EQ: { ...one, holds: (value, [operand]) => equals(value, operand) },
  NE: { ...one, holds: (value, [operand]) => !equals(value, operand) },
  LT: ordered((difference) => difference < 0),
  LE: ordered((difference) => difference <= 0),
  GT: ordered((difference) => difference > 0),
  GE: ordered((difference) => difference >= 0),
  NULL: { ...none, holds: (value) => value === undefined },
  NOT_NULL: { ...none, holds: (value) => value !== undefined },
  CONTAINS: { ...one, types: CONTAINED, holds: (value, [operand]) => includes(value, operand) },
  NOT_CONTAINS: { ...one, types: CONTAINED, holds: (value, [operand]) => !includes(value, operand) },
  BEGINS_WITH: { ...one, types: ['S', 'B'], holds: (value, [operand]) => begins(value, operand) },
  IN: {
    least: 1,
    most: Infinity,
    types: SCALARS,
    holds: (value, operands) => operands.some((operand) => equals(value, operand)),
  },
  BETWEEN: {
    least: 2,
    most: 2,
    types: SCALARS,
    holds: (value, [low, high]) => {
      const [above, below] = [value && low && order(value, low), value && high && order(value, high)];
      return above !== undefined && below !== undefined && above >= 0 && below <= 0;
    },
  },
};

function begins(value: Value | undefined, prefix: Value | undefined): boolean {
  if (!value || !prefix) return false;
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value && 'B' in prefix)) return false;
  return Buffer.compare(value.B.subarray(0, prefix.B.length), prefix.B) === 0;
}

/** An operator with its operands, checked. */
export interface Comparison {
  readonly operator: ComparisonOperator;
  readonly operands: readonly Value[];
  readonly test: (value: Value | undefined) => boolean;
}

export function compileComparison(operator: ComparisonOperator, list: readonly AttributeValue[] = []): Comparison {
  const definition = OPERATORS[operator];
  const operands = list.map((value) => parseValue(value));
  if (operands.length < definition.least || operands.length > definition.most) {
    throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
  }
  for (const operand of operands) {
    const type = typeOf(operand);
    if (definition.types && !definition.types.includes(type)) {
      throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
    }
  }
  if (new Set(operands.map(typeOf)).size > 1) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type');
  }
  if (operator === 'BETWEEN') refuseDescending(operands);
  return { operator, operands, test: (value) => definition.holds(value, operands) };
}

function refuseDescending([low, high]: readonly Value[]): void {
  const difference = low && high && order(low, high);
  if (difference === undefined || difference <= 0) return;
  throw new ValidationError(
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  );
}
