import { parseDecimal } from '../values/number.ts';
import type { Value } from '../values/value.ts';

/**
 * Key values as bytes that SQLite orders (memcmp) as DynamoDB orders the values: text by its UTF-8 bytes, numbers by
 * value, binary by unsigned bytes.
 *
 * A number is
 *
 *     negative  7F  ~exponent  ~pair …  FF        (all inverted, closed by FF: a longer one is smaller)
 *     zero      80
 *     positive  81  exponent   pair …
 *
 * with the exponent of `0.digits × 10^exponent` in two bytes and two decimal digits in a byte.
 */
export function encodeValue(value: Value): Buffer {
  if ('S' in value) return Buffer.from(value.S);
  if ('N' in value) return encodeNumber(value.N);
  if ('B' in value) return Buffer.from(value.B.buffer, value.B.byteOffset, value.B.byteLength);
  throw new Error('Only text, numbers and binary values can be keys');
}

const NEGATIVE = 0x7f;
const ZERO = 0x80;
const POSITIVE = 0x81;
const NEGATIVE_END = 0xff;
/** Makes every exponent positive. */
const EXPONENT_BIAS = 1000;

function encodeNumber(canonical: string): Buffer {
  const { negative, digits, exponent } = parseDecimal(canonical);
  if (!digits) return Buffer.of(ZERO);
  const biased = exponent + EXPONENT_BIAS;
  const bytes = [biased >> 8, biased & 0xff];
  for (let at = 0; at < digits.length; at += 2) bytes.push(Number(digits.slice(at, at + 2).padEnd(2, '0')));
  if (!negative) return Buffer.from([POSITIVE, ...bytes]);
  return Buffer.from([NEGATIVE, ...bytes.map((byte) => 0xff - byte), NEGATIVE_END]);
}
