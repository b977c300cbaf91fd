import type { JsonReader } from '../json-reader.ts';

/** The inside of `{"prefix": {"equals-ignore-case": "text"}}`, up to its closing bracket. */
export function parseFolded(reader: JsonReader, operator: 'prefix' | 'suffix'): string {
  if (reader.next() !== 'name') {
    throw reader.error(`${operator === 'prefix' ? 'Prefix' : 'Suffix'} expression name not found`);
  }
  if (reader.name !== 'equals-ignore-case') throw reader.error(`Unsupported ${operator} pattern: ${reader.name}`);
  if (reader.next() !== 'string') throw reader.error('equals-ignore-case match pattern must be a string');
  const { text } = reader;
  if (reader.next() !== '}') throw reader.error('Only one key allowed in match expression');
  return text;
}
