import { equals, type Json } from '../json.ts';

/** Whether two values, undefined for a path that selects nothing, compare so. */
type Comparison = (left: Json | undefined, right: Json | undefined) => boolean;

const same: Comparison = (left, right) => left !== undefined && right !== undefined && equals(left, right);

function ordered(accept: (sign: number) => boolean): Comparison {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return accept(left - right);
    if (typeof left === 'string' && typeof right === 'string') return accept(left < right ? -1 : left > right ? 1 : 0);
    return false;
  };
}

function members(accept: (left: readonly Json[], right: readonly Json[]) => boolean): Comparison {
  return (left, right) => Array.isArray(left) && Array.isArray(right) && accept(left, right);
}

const includes = (list: readonly Json[], value: Json) => list.some((item) => equals(item, value));

const isIn: Comparison = (left, right) => left !== undefined && Array.isArray(right) && includes(right, left);

function sizeOf(value: Json | undefined): number | undefined {
  return Array.isArray(value) || typeof value === 'string' ? value.length : undefined;
}

/** The comparison operators of Jayway JsonPath, longest spelling first so that a parser can try them in order. */
export const COMPARISONS: ReadonlyArray<readonly [operator: string, compare: Comparison]> = [
  ['===', same],
  ['!==', (left, right) => !same(left, right)],
  ['==', same],
  ['!=', (left, right) => !same(left, right)],
  ['<=', ordered((sign) => sign <= 0)],
  ['>=', ordered((sign) => sign >= 0)],
  ['<', ordered((sign) => sign < 0)],
  ['>', ordered((sign) => sign > 0)],
  ['subsetof', members((left, right) => left.every((item) => includes(right, item)))],
  ['anyof', members((left, right) => left.some((item) => includes(right, item)))],
  ['noneof', members((left, right) => !left.some((item) => includes(right, item)))],
  ['all', members((left, right) => right.every((item) => includes(left, item)))],
  ['nin', (left, right) => !isIn(left, right)],
  ['in', isIn],
  ['contains', contains],
  ['size', (left, right) => sizeOf(left) !== undefined && sizeOf(left) === right],
  ['empty', (left, right) => sizeOf(left) !== undefined && (sizeOf(left) === 0) === right],
];

function contains(left: Json | undefined, right: Json | undefined): boolean {
  if (right === undefined) return false;
  if (typeof left === 'string') return typeof right === 'string' && left.includes(right);
  return Array.isArray(left) && includes(left, right);
}
