import type { Value } from '../values/value.ts';

/**
 * `size(path)`: UTF-16 units of a text, bytes of a binary value, elements of a set, list or map; undefined for what
 * has no size.
 */
export function sizeOf(value: Value): number | undefined {
  if ('S' in value) return value.S.length;
  if ('B' in value) return value.B.byteLength;
  if ('SS' in value) return value.SS.length;
  if ('NS' in value) return value.NS.length;
  if ('BS' in value) return value.BS.length;
  if ('L' in value) return value.L.length;
  return 'M' in value ? Object.keys(value.M).length : undefined;
}
