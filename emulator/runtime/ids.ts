import { randomBytes, randomFillSync, randomUUID } from 'node:crypto';

/** Where identifiers and randomness come from, so that a test can repeat a run. */
export interface Ids {
  /** A version 4 UUID. */
  uuid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` upper-case letters and digits, as in the suffix of a generated physical name or an access key. */
  letters(length: number): string;
  /** A number from 0 (included) to 1 (excluded). */
  random(): number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

const STOCK_BYTES = 4_096;
const stock = Buffer.alloc(STOCK_BYTES);
let used = STOCK_BYTES;

/** Good until the next call: to ask the system for a few bytes takes as long as to ask for many, so there are some in stock. */
function randomBytesOf(length: number): Buffer {
  if (length > STOCK_BYTES) return randomBytes(length);
  if (used + length > STOCK_BYTES) {
    randomFillSync(stock);
    used = 0;
  }
  used += length;
  return stock.subarray(used - length, used);
}

export const systemIds: Ids = {
  uuid: randomUUID,
  hex: (length) =>
    randomBytesOf(Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length),
  letters: (length) => Array.from(randomBytesOf(length), (byte) => ALPHABET[byte % ALPHABET.length]).join(''),
  random: Math.random,
};

/** Identifiers that count up from a seed: the same calls in the same order give the same answers. */
export function seededIds(seed = 1): Ids {
  let count = seed;
  // https://en.wikipedia.org/wiki/Linear_congruential_generator with the constants of Numerical Recipes
  let state = seed >>> 0;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const digits = (length: number) => (count++).toString(16).padStart(length, '0').slice(-length);
  return {
    uuid: () => `00000000-0000-4000-8000-${digits(12)}`,
    hex: digits,
    letters: (length) => digits(length).toUpperCase(),
    random,
  };
}
