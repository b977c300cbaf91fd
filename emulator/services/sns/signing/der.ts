/** The few encodings of ASN.1 DER (ITU-T X.690) that a certificate needs. */

const TAGS = {
  integer: 0x02,
  bitString: 0x03,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
};

function element(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

export const sequence = (...members: readonly Uint8Array[]) => element(TAGS.sequence, Buffer.concat(members));
export const set = (...members: readonly Uint8Array[]) => element(TAGS.set, Buffer.concat(members));
export const nothing = () => element(TAGS.null, new Uint8Array());
export const utf8 = (text: string) => element(TAGS.utf8, Buffer.from(text));

/** @param bytes of a number that is not negative, the greatest first */
export const integer = (bytes: Uint8Array) =>
  element(TAGS.integer, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

export const bitString = (bytes: Uint8Array) => element(TAGS.bitString, Buffer.concat([Buffer.from([0]), bytes]));

/** @param dotted for example `2.5.4.3` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(TAGS.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

/** `YYMMDDhhmmssZ`; good until 2049. */
export const utcTime = (time: Date) =>
  element(
    TAGS.utcTime,
    Buffer.from(
      `${time
        .toISOString()
        .replace(/^20|\D|\d{3}Z$/g, '')
        .slice(0, 12)}Z`,
    ),
  );
