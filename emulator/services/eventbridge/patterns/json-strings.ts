import type { JsonSource } from './json-source.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A character as the errors name it: `'x' (code 120)`. */
export function describeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 32 || (code >= 127 && code < 160)) return `(CTRL-CHAR, code ${code})`;
  const hex = code > 255 ? ` / 0x${code.toString(16)}` : '';
  return `'${character}' (code ${code}${hex})`;
}

/** The rest of a string literal, from behind its opening quote. */
export interface StringLiteral {
  readonly value: string;
  /** Offset behind the closing quote. */
  readonly end: number;
}

/** @param what how errors call the literal: `string value` or `name` */
export function readString(source: JsonSource, start: number, what: 'string value' | 'name'): StringLiteral {
  const { text } = source;
  let value = '';
  let at = start;
  for (;;) {
    const character = text[at];
    if (character === undefined) throw source.error(unfinished(what), at);
    at += 1;
    if (character === '"') return { value, end: at };
    if (character === '\\') {
      const escaped = readEscape(source, at);
      value += escaped.value;
      at = escaped.end;
    } else if (character < ' ') {
      const problem = 'has to be escaped using backslash to be included in';
      throw source.error(`Illegal unquoted character (${describeCharacter(character)}): ${problem} ${what}`, at);
    } else {
      value += character;
    }
  }
}

const unfinished = (what: string) =>
  what === 'name'
    ? 'Unexpected end-of-input in field name'
    : 'Unexpected end-of-input: was expecting closing quote for a string value';

function readEscape(source: JsonSource, at: number): StringLiteral {
  const character = source.text[at];
  if (character === undefined) {
    throw source.error('Unexpected end-of-input in character escape sequence', at);
  }
  if (character === 'u') return readUnicodeEscape(source, at + 1);
  const value = ESCAPES[character];
  if (value === undefined) {
    throw source.error(`Unrecognized character escape ${describeCharacter(character)}`, at + 1);
  }
  return { value, end: at + 1 };
}

function readUnicodeEscape(source: JsonSource, start: number): StringLiteral {
  for (let at = start; at < start + 4; at += 1) {
    const digit = source.text[at];
    if (digit === undefined) throw source.error('Unexpected end-of-input in character escape sequence', at);
    if (!/[0-9a-fA-F]/.test(digit)) {
      const expected = 'expected a hex-digit for character escape sequence';
      throw source.error(`Unexpected character (${describeCharacter(digit)}): ${expected}`, at + 1);
    }
  }
  return { value: String.fromCharCode(Number.parseInt(source.text.slice(start, start + 4), 16)), end: start + 4 };
}
