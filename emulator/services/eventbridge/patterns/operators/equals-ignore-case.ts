import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';

/** Upper and lower case made one. */
export const fold = (text: string) => text.toLowerCase();

/** `{"equals-ignore-case": "text"}` */
export function parseEqualsIgnoreCase(reader: JsonReader): Condition {
  if (reader.next() !== 'string') throw reader.error('equals-ignore-case match pattern must be a string');
  const { text } = reader;
  const folded = fold(text);
  return {
    source: { 'equals-ignore-case': text },
    hint: { by: 'folded', text: folded },
    test: (value) => typeof value === 'string' && fold(value) === folded,
  };
}
