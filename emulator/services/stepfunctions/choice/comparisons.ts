import type { Json } from '../json.ts';
import { timestampNanoseconds } from '../timestamp.ts';

type Comparable = string | number | bigint | boolean;

/** A type of value that Choice compares: what a JSON value is worth in it, or undefined when it is of another type. */
type Reading = (value: Json) => Comparable | undefined;

const READINGS: Readonly<Record<string, Reading>> = {
  String: (value) => (typeof value === 'string' ? value : undefined),
  Numeric: (value) => (typeof value === 'number' ? value : undefined),
  Timestamp: (value) => (typeof value === 'string' ? timestampNanoseconds(value) : undefined),
};

const readBoolean: Reading = (value) => (typeof value === 'boolean' ? value : undefined);

const RELATIONS: Readonly<Record<string, (left: Comparable, right: Comparable) => boolean>> = {
  Equals: (left, right) => left === right,
  LessThan: (left, right) => left < right,
  GreaterThan: (left, right) => left > right,
  LessThanEquals: (left, right) => left <= right,
  GreaterThanEquals: (left, right) => left >= right,
};

/** Compares a variable with an operand. A value of another type than the operator's never matches. */
export type Comparison = (variable: Json, operand: Json) => boolean;

function comparison(read: Reading, holds: (left: Comparable, right: Comparable) => boolean): Comparison {
  return (variable, operand) => {
    const left = read(variable);
    const right = left === undefined ? undefined : read(operand);
    return left !== undefined && right !== undefined && holds(left, right);
  };
}

/**
 * The operators that have a `…Path` form too: StringEquals, NumericLessThan, TimestampGreaterThanEquals, BooleanEquals and so on
 * (States language, "Choice State").
 */
export const COMPARISONS: ReadonlyMap<string, Comparison> = new Map([
  ...Object.entries(READINGS).flatMap(([type, read]) =>
    Object.entries(RELATIONS).map(([relation, holds]) => [`${type}${relation}`, comparison(read, holds)] as const),
  ),
  ['BooleanEquals', comparison(readBoolean, (left, right) => left === right)] as const,
]);
