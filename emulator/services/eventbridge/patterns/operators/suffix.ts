import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';
import { fold } from './equals-ignore-case.ts';
import { parseFolded } from './folded-end.ts';

/** `{"suffix": "text"}` or `{"suffix": {"equals-ignore-case": "text"}}` */
export function parseSuffix(reader: JsonReader): Condition {
  const token = reader.next();
  if (token === '{') return suffixIgnoringCase(parseFolded(reader, 'suffix'));
  if (token !== 'string') throw reader.error('suffix match pattern must be a string');
  const { text } = reader;
  return {
    source: { suffix: text },
    hint: { by: 'suffix', text },
    test: (value) => typeof value === 'string' && value.endsWith(text),
  };
}

function suffixIgnoringCase(text: string): Condition {
  const folded = fold(text);
  return {
    source: { suffix: { 'equals-ignore-case': text } },
    hint: { by: 'folded-suffix', text: folded },
    test: (value) => typeof value === 'string' && fold(value).endsWith(folded),
  };
}
