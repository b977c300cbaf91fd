/** What tells one reflected CRC (initial value and final inversion all ones) from another. */
export interface CrcParameters {
  readonly bits: bigint;
  /** The polynomial, bits reversed. */
  readonly polynomial: bigint;
}

/**
 * The CRC of two runs of bytes set one after the other, from their CRCs alone: `first` is shifted by the length of the
 * second, which is a multiplication by x^(8·length) modulo the polynomial.
 *
 * @param secondLength in bytes
 */
export function combineCrcs(crc: CrcParameters, first: bigint, second: bigint, secondLength: number): bigint {
  return multiply(crc, powerOfX(crc, 8n * BigInt(secondLength)), first) ^ second;
}

/** Product of two polynomials over GF(2), modulo the CRC's; the highest bit stands for x^0. */
function multiply({ bits, polynomial }: CrcParameters, a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let mask = 1n << (bits - 1n); mask > 0n; mask >>= 1n) {
    if (a & mask) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

function powerOfX(crc: CrcParameters, exponent: bigint): bigint {
  let result = 1n << (crc.bits - 1n);
  let square = 1n << (crc.bits - 2n);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = multiply(crc, result, square);
    square = multiply(crc, square, square);
  }
  return result;
}
