import type { Condition, Hint } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';

/** A wildcard pattern cut at its asterisks; between two neighbours anything may stand. */
export interface Wildcard {
  readonly parts: readonly string[];
}

/** `{"wildcard": "a*c"}`; `\*` and `\\` stand for themselves. */
export function parseWildcard(reader: JsonReader): Condition {
  if (reader.next() !== 'string') throw reader.error('wildcard match pattern must be a string');
  const { text } = reader;
  const wildcard = compileWildcard(reader, text);
  return {
    source: { wildcard: text },
    hint: wildcardHint(wildcard),
    test: (value) => typeof value === 'string' && matchesWildcard(wildcard, value),
  };
}

/** @throws PatternError for two asterisks in a row and for a backslash before anything but `*` and `\` */
export function compileWildcard(reader: JsonReader, text: string): Wildcard {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const next = text[at + 1];
    if (character === '*') {
      if (next === '*') throw reader.error(`Consecutive wildcard characters at pos ${byteOffset(text, at)}`);
      parts.push(part);
      part = '';
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') throw reader.error(`Invalid escape character at pos ${byteOffset(text, at)}`);
      part += next;
      at += 1;
    } else part += character;
  }
  return { parts: [...parts, part] };
}

/** AWS counts in UTF-8 bytes, the opening quote being the first. */
const byteOffset = (text: string, at: number) => 1 + Buffer.byteLength(text.slice(0, at));

export function matchesWildcard({ parts }: Wildcard, value: string): boolean {
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (parts.length === 1) return value === first;
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  let at = first.length;
  for (let index = 1; index < parts.length - 1; index += 1) {
    const part = parts[index] ?? '';
    // The earliest place is always good enough: what follows may skip ahead as it likes.
    const found = value.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= value.length - last.length;
}

function wildcardHint({ parts }: Wildcard): Hint {
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (parts.length === 1) return { by: 'value', value: first };
  if (first === '' && last === '') return { by: 'any' };
  return first.length >= last.length ? { by: 'prefix', text: first } : { by: 'suffix', text: last };
}
