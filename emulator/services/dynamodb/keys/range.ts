import type { Value } from '../values/value.ts';
import { closed, escaped } from './encode-key.ts';
import { encodeValue } from './encode-value.ts';

/** The blobs from `low` (included) to `high` (excluded). */
export interface KeyRange {
  readonly low: Buffer;
  readonly high: Buffer;
}

export const HIGHEST = Buffer.alloc(8, 0xff);
export const EVERYTHING: KeyRange = { low: Buffer.alloc(0), high: HIGHEST };

/** A condition on one sort key attribute. */
export type SortCondition =
  | { readonly operator: '=' | '<' | '<=' | '>' | '>=' | 'begins_with'; readonly value: Value }
  | { readonly operator: 'BETWEEN'; readonly low: Value; readonly high: Value };

/**
 * The keys that begin with `prefix` and whose next attribute meets the condition.
 *
 * @param last whether nothing follows that attribute in the keys
 */
export function narrow(prefix: Buffer, condition: SortCondition, last: boolean): KeyRange {
  if (condition.operator === 'BETWEEN') {
    return {
      low: exactly(prefix, condition.low, last).low,
      high: exactly(prefix, condition.high, last).high,
    };
  }
  if (condition.operator === 'begins_with') return beginningWith(prefix, condition.value, last);
  const { low, high } = exactly(prefix, condition.value, last);
  const all = startingWith(prefix);
  switch (condition.operator) {
    case '=':
      return { low, high };
    case '<':
      return { low: all.low, high: low };
    case '<=':
      return { low: all.low, high };
    case '>':
      return { low: high, high: all.high };
    case '>=':
      return { low, high: all.high };
  }
}

function exactly(prefix: Buffer, value: Value, last: boolean): KeyRange {
  const encoded = encodeValue(value);
  if (!last) return startingWith(Buffer.concat([prefix, closed(encoded)]));
  const low = Buffer.concat([prefix, encoded]);
  return { low, high: after(low) };
}

function beginningWith(prefix: Buffer, value: Value, last: boolean): KeyRange {
  const encoded = encodeValue(value);
  return startingWith(Buffer.concat([prefix, last ? encoded : escaped(encoded)]));
}

/** All keys that begin with `prefix`. */
export function startingWith(prefix: Buffer): KeyRange {
  const high = Buffer.from(prefix);
  for (let at = high.length - 1; at >= 0; at -= 1) {
    const byte = high[at] ?? 0;
    if (byte < 0xff) {
      high[at] = byte + 1;
      return { low: prefix, high: high.subarray(0, at + 1) };
    }
  }
  return { low: prefix, high: HIGHEST };
}

/** The lowest blob above `key`. */
export const after = (key: Buffer): Buffer => Buffer.concat([key, Buffer.of(0)]);

/** What is left of a range when reading goes on after `key`, forwards or backwards. */
export function continueAfter({ low, high }: KeyRange, key: Buffer, forward: boolean): KeyRange {
  if (!forward) return { low, high: Buffer.compare(key, high) < 0 ? key : high };
  const next = after(key);
  return { low: Buffer.compare(next, low) > 0 ? next : low, high };
}

export const contains = ({ low, high }: KeyRange, key: Buffer): boolean =>
  Buffer.compare(low, key) <= 0 && Buffer.compare(key, high) < 0;

/** The part of all keys that one segment of a parallel scan reads: an equal share of the hashes. */
export function segmentRange(segment: number, total: number): KeyRange {
  const bound = (part: number) => {
    const hash = Math.floor((part * 2 ** 32) / total);
    const blob = Buffer.alloc(4);
    blob.writeUInt32BE(hash);
    return blob;
  };
  return { low: bound(segment), high: segment + 1 === total ? HIGHEST : bound(segment + 1) };
}
