import { parseDecimal } from './number.ts';
import type { Item, Value } from './value.ts';

/**
 * Sizes of items in bytes
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html).
 */

/** A list or map costs this much, and one byte more for each element. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += attributeSize(name, value);
  return size;
}

export const attributeSize = (name: string, value: Value): number => Buffer.byteLength(name) + valueSize(value);

export function valueSize(value: Value): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return value.B.byteLength;
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('M' in value) return CONTAINER_BYTES + itemSize(value.M) + ELEMENT_BYTES * Object.keys(value.M).length;
  if ('L' in value) return CONTAINER_BYTES + total(value.L, (element) => ELEMENT_BYTES + valueSize(element));
  if ('SS' in value) return total(value.SS, Buffer.byteLength);
  if ('NS' in value) return total(value.NS, numberSize);
  return total(value.BS, (bytes) => bytes.byteLength);
}

/** One byte for each two significant digits before and after the point, one for the number, one for a minus sign. */
function numberSize(canonical: string): number {
  const { negative, digits, exponent } = parseDecimal(canonical);
  const whole = Math.min(Math.max(exponent, 0), digits.length);
  return 1 + Math.ceil(whole / 2) + Math.ceil((digits.length - whole) / 2) + (negative ? 1 : 0);
}

function total<T>(elements: readonly T[], size: (element: T) => number): number {
  let sum = 0;
  for (const element of elements) sum += size(element);
  return sum;
}
