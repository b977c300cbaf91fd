import { compareNumbers } from './number.ts';
import { attributeOf, typeOf, type Value } from './value.ts';

/** Whether two values are the same; sets are the same in any order. */
export function equal(left: Value, right: Value): boolean {
  if (left === right) return true;
  if ('S' in left) return 'S' in right && left.S === right.S;
  if ('N' in left) return 'N' in right && left.N === right.N;
  if ('B' in left) return 'B' in right && Buffer.compare(left.B, right.B) === 0;
  if ('BOOL' in left) return 'BOOL' in right && left.BOOL === right.BOOL;
  if ('NULL' in left) return 'NULL' in right;
  if ('L' in left) return 'L' in right && equalLists(left.L, right.L);
  if ('M' in left) return 'M' in right && equalMaps(left.M, right.M);
  return typeOf(left) === typeOf(right) && equalSets(members(left), members(right));
}

function equalLists(left: readonly Value[], right: readonly Value[]): boolean {
  return (
    left.length === right.length &&
    left.every((element, index) => {
      const other = right[index];
      return other !== undefined && equal(element, other);
    })
  );
}

export function equalMaps(left: Readonly<Record<string, Value>>, right: Readonly<Record<string, Value>>): boolean {
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => {
      const [value, other] = [attributeOf(left, name), attributeOf(right, name)];
      return value !== undefined && other !== undefined && equal(value, other);
    })
  );
}

function equalSets(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false;
  const known = new Set(left);
  return right.every((member) => known.has(member));
}

/** The members of a set as texts that are equal when the members are; bytes become Latin-1. */
export function members(value: Value): readonly string[] {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS.map(bytesKey) : [];
}

export const bytesKey = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/**
 * Negative, zero or positive, as `<` and its like see two values; undefined when they have no order: of different
 * types, or neither text, number nor binary. Text is ordered by its UTF-8 bytes.
 */
export function order(left: Value, right: Value): number | undefined {
  if ('S' in left && 'S' in right) return compareStrings(left.S, right.S);
  if ('N' in left && 'N' in right) return compareNumbers(left.N, right.N);
  if ('B' in left && 'B' in right) return Buffer.compare(left.B, right.B);
  return undefined;
}

/** UTF-16 order differs from UTF-8 order only where a surrogate meets a character above it. */
const SURROGATE = /[\ud800-\udfff]/;

function compareStrings(left: string, right: string): number {
  if (left === right) return 0;
  if (SURROGATE.test(left) || SURROGATE.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}
