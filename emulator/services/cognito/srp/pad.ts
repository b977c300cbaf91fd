/**
 * A number as Cognito hashes it: big-endian like Java's `BigInteger.toByteArray`, so with a leading zero byte where the
 * first bit is set.
 */
export function padded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex');
}

/** A hexadecimal number as clients send it; undefined when it is none. */
export function parseHex(text: string): bigint | undefined {
  return /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`) : undefined;
}
