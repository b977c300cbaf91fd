import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';
import { fold } from './equals-ignore-case.ts';
import { parseFolded } from './folded-end.ts';

/** `{"prefix": "text"}` or `{"prefix": {"equals-ignore-case": "text"}}` */
export function parsePrefix(reader: JsonReader): Condition {
  const token = reader.next();
  if (token === '{') return prefixIgnoringCase(parseFolded(reader, 'prefix'));
  if (token !== 'string') throw reader.error('prefix match pattern must be a string');
  const { text } = reader;
  return {
    source: { prefix: text },
    hint: { by: 'prefix', text },
    test: (value) => typeof value === 'string' && value.startsWith(text),
  };
}

function prefixIgnoringCase(text: string): Condition {
  const folded = fold(text);
  return {
    source: { prefix: { 'equals-ignore-case': text } },
    hint: { by: 'folded-prefix', text: folded },
    test: (value) => typeof value === 'string' && fold(value).startsWith(folded),
  };
}
