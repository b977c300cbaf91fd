import type { Condition, Scalar } from '../condition.ts';
import type { JsonReader, Token } from '../json-reader.ts';
import { PatternError } from '../pattern-error.ts';
import { comparable, OUT_OF_RANGE } from './comparable.ts';
import { fold } from './equals-ignore-case.ts';
import { compileWildcard, matchesWildcard } from './wildcard.ts';

const KINDS = ['equals-ignore-case', 'prefix', 'suffix', 'wildcard'] as const;
type Kind = (typeof KINDS)[number];
const isKind = (name: string): name is Kind => KINDS.some((kind) => kind === name);

const MUST_BE_TEXT: Readonly<Record<Kind, string>> = {
  'equals-ignore-case': 'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  wildcard: 'wildcard match pattern must be a string',
};

/**
 * `{"anything-but": x}`: a value other than x (text, number, or a list of one sort), or one that none of the texts of
 * `{"prefix" | "suffix" | "wildcard" | "equals-ignore-case": text or list}` describes. The field must be there.
 */
export function parseAnythingBut(reader: JsonReader): Condition {
  const token = reader.next();
  return token === '{' ? parseKind(reader) : parseValues(reader, token);
}

const condition = (excluded: unknown, excludes: (value: Scalar) => boolean): Condition => ({
  source: { 'anything-but': excluded },
  hint: { by: 'any' },
  test: (value) => !excludes(value),
});

function parseValues(reader: JsonReader, token: Token | undefined): Condition {
  if (token === '[') return parseList(reader);
  if (token === 'string') {
    const { text } = reader;
    return condition(text, (value) => value === text);
  }
  if (token !== 'number') throw reader.error(MUST_BE_VALUE);
  const number = Number(reader.text);
  const form = comparable(number);
  if (form === undefined) throw new PatternError(OUT_OF_RANGE);
  return condition(number, (value) => typeof value === 'number' && comparable(value) === form);
}

const MUST_BE_VALUE = 'Value of anything-but must be an array or single string/number value.';

function parseList(reader: JsonReader): Condition {
  const texts: string[] = [];
  const numbers: number[] = [];
  inList(reader, (token) => {
    if (token === 'string') texts.push(reader.text);
    else if (token === 'number') numbers.push(Number(reader.text));
    else throw reader.error('Inside anything but list, start|null|boolean is not supported.');
  });
  if (texts.length > 0 === numbers.length > 0) {
    throw reader.error('Inside anything but list, either all values are number or string, mixed type is not supported');
  }
  if (texts.length > 0) {
    const excluded = new Set<Scalar>(texts);
    return condition(texts, (value) => excluded.has(value));
  }
  const forms = new Set(numbers.map((number) => comparable(number)));
  if (forms.has(undefined)) throw reader.error(OUT_OF_RANGE);
  return condition(numbers, (value) => typeof value === 'number' && forms.has(comparable(value) ?? Number.NaN));
}

function parseKind(reader: JsonReader): Condition {
  if (reader.next() !== 'name') throw reader.error('Anything-But expression name not found');
  const kind = reader.name;
  if (!isKind(kind)) throw reader.error(`Unsupported anything-but pattern: ${kind}`);
  const texts = readTexts(reader, kind);
  const excludes = exclusion(reader, kind, texts.list);
  const result = condition({ [kind]: texts.single ? texts.list[0] : texts.list }, excludes);
  if (reader.next() !== '}') throw reader.error('Too many elements in numeric expression');
  return result;
}

function readTexts(reader: JsonReader, kind: Kind): { list: string[]; single: boolean } {
  const token = reader.next();
  const list: string[] = [];
  const add = (member: Token) => {
    if (member !== 'string') throw reader.error(MUST_BE_TEXT[kind]);
    const { text } = reader;
    if (text === '' && (kind === 'prefix' || kind === 'suffix')) throw reader.error('Null prefix/suffix not allowed');
    list.push(text);
  };
  if (token === '[') inList(reader, add);
  else if (token === 'string' || token === 'number') add(token);
  else throw reader.error(MUST_BE_VALUE);
  return { list, single: token !== '[' };
}

function exclusion(reader: JsonReader, kind: Kind, texts: readonly string[]): (value: Scalar) => boolean {
  if (kind === 'equals-ignore-case') {
    const folded = new Set(texts.map(fold));
    return (value) => typeof value === 'string' && folded.has(fold(value));
  }
  if (kind === 'prefix') return (value) => typeof value === 'string' && texts.some((text) => value.startsWith(text));
  if (kind === 'suffix') return (value) => typeof value === 'string' && texts.some((text) => value.endsWith(text));
  const wildcards = texts.map((text) => compileWildcard(reader, text));
  return (value) => typeof value === 'string' && wildcards.some((wildcard) => matchesWildcard(wildcard, value));
}

/** Walks a list to its end. AWS reports what is wrong inside with the position twice, once for the list itself. */
function inList(reader: JsonReader, member: (token: Token) => void): void {
  try {
    for (let token = reader.next(); token !== ']'; token = reader.next()) {
      if (token === undefined) throw reader.error('Unexpected end-of-input');
      member(token);
    }
  } catch (error) {
    if (error instanceof PatternError) throw reader.error(error.message);
    throw error;
  }
}
