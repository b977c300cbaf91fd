import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';
import { addressKey, looksLikeAddress, parseAddress } from './address.ts';
import { comparable } from './comparable.ts';

/**
 * `"text"`: the same text. A text that is an IP address matches the address in any of its notations.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function exactText(text: string): Condition {
  const address = looksLikeAddress(text) ? parseAddress(text) : undefined;
  if (!address) return { source: text, hint: { by: 'value', value: text }, test: (value) => value === text };
  const key = addressKey(address);
  return {
    source: text,
    hint: { by: 'address', low: key, high: key },
    test(value) {
      if (value === text) return true;
      const other = typeof value === 'string' ? parseAddress(value) : undefined;
      return other !== undefined && addressKey(other) === key;
    },
  };
}

/** `300`: the same number, whatever its notation. */
export function exactNumber(number: number): Condition {
  const form = comparable(number);
  return {
    source: number,
    hint: { by: 'value', value: number },
    test: (value) =>
      value === number || (typeof value === 'number' && form !== undefined && comparable(value) === form),
  };
}

/** `true`, `false` or `null`. */
export const exactWord = (word: boolean | null): Condition => ({
  source: word,
  hint: { by: 'value', value: word },
  test: (value) => value === word,
});

/** `{"exactly": "text"}`, the long form of a text. */
export function parseExactly(reader: JsonReader): Condition {
  if (reader.next() !== 'string') throw reader.error('exact match pattern must be a string');
  const { text } = reader;
  return {
    source: { exactly: text },
    hint: { by: 'value', value: text },
    test: (value) => value === text,
  };
}
