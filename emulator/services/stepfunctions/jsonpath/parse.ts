import { type Cursor, parseWhole } from '../cursor.ts';
import { parseFilter } from './filter-parse.ts';
import type { PathSyntax, Root, Step } from './syntax.ts';

/** Where a name after a dot ends: in a path of its own, and inside a filter, where operators follow without a space. */
const NAME = /[^.[(\s]+/y;
const NAME_IN_FILTER = /[^.[\]()\s=!<>&|,~]+/y;

const VARIABLE_NAME = /[\p{ID_Start}_][\p{ID_Continue}]*/uy;
const SLICE = /(-?\d+)?\s*:\s*(-?\d+)?\s*\]/y;
const INDEXES = /-?\d+(\s*,\s*-?\d+)*\s*\]/y;

/** Parses a whole path. @throws ExpressionSyntaxError */
export function parsePathSyntax(text: string): PathSyntax {
  return parseWhole(text, (cursor) => ({ root: parseRoot(cursor), steps: parseSteps(cursor, NAME) }));
}

/** Parses the path of an operand in a filter, after its `@` or `$`. */
export function parseOperandSteps(cursor: Cursor): Step[] {
  return parseSteps(cursor, NAME_IN_FILTER);
}

function parseRoot(cursor: Cursor): Root {
  cursor.expect('$');
  if (cursor.take('$')) return { kind: 'context' };
  const name = cursor.match(VARIABLE_NAME);
  return name === undefined ? { kind: 'input' } : { kind: 'variable', name };
}

function parseSteps(cursor: Cursor, name: RegExp): Step[] {
  const steps: Step[] = [];
  for (;;) {
    if (cursor.peek() === '[') steps.push(parseBracket(cursor));
    else if (cursor.take('..')) steps.push({ kind: 'descend' }, parseAfterDot(cursor, name, true));
    else if (cursor.take('.')) steps.push(parseAfterDot(cursor, name, false));
    else return steps;
  }
}

function parseAfterDot(cursor: Cursor, name: RegExp, descending: boolean): Step {
  if (descending && cursor.peek() === '[') return parseBracket(cursor);
  if (cursor.take('*')) return { kind: 'wildcard' };
  const word = cursor.match(name);
  if (word === undefined) cursor.fail('a name expected');
  return cursor.take('()') ? { kind: 'function', name: word } : { kind: 'field', name: word };
}

function parseBracket(cursor: Cursor): Step {
  cursor.expect('[');
  cursor.skipSpace();
  if (cursor.take('*')) return closed(cursor, { kind: 'wildcard' });
  if (cursor.take('?')) return closed(cursor, { kind: 'filter', filter: parseFilter(cursor) });
  if (cursor.peek() === "'" || cursor.peek() === '"') return closed(cursor, parseQuotedNames(cursor));
  const slice = cursor.match(SLICE);
  if (slice !== undefined) return sliceStep(slice);
  const indexes = cursor.match(INDEXES);
  if (indexes === undefined) cursor.fail("a quoted name, an index, '*', '?' or a slice expected");
  return indexStep(indexes);
}

function closed(cursor: Cursor, step: Step): Step {
  cursor.skipSpace();
  cursor.expect(']');
  return step;
}

function sliceStep(text: string): Step {
  const [from = '', to = ''] = text.slice(0, -1).split(':', 2);
  return { kind: 'slice', from: optionalInteger(from), to: optionalInteger(to) };
}

function indexStep(text: string): Step {
  const indexes = text.slice(0, -1).split(',').map(Number);
  const [first, ...rest] = indexes;
  return first !== undefined && rest.length === 0 ? { kind: 'index', index: first } : { kind: 'indexes', indexes };
}

function optionalInteger(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

function parseQuotedNames(cursor: Cursor): Step {
  const names = [parseQuotedName(cursor)];
  for (cursor.skipSpace(); cursor.take(','); cursor.skipSpace()) {
    cursor.skipSpace();
    names.push(parseQuotedName(cursor));
  }
  const [first, ...rest] = names;
  return first !== undefined && rest.length === 0 ? { kind: 'field', name: first } : { kind: 'fields', names };
}

/** A name in quotes. A backslash protects the character after it from ending the name, and stays part of the name: so it is on AWS. */
function parseQuotedName(cursor: Cursor): string {
  const quote = cursor.peek();
  if (quote !== "'" && quote !== '"') cursor.fail('a quoted name expected');
  cursor.at += 1;
  const start = cursor.at;
  while (!cursor.atEnd && cursor.peek() !== quote) cursor.at += cursor.peek() === '\\' ? 2 : 1;
  if (cursor.atEnd) cursor.fail('an unterminated name');
  const name = cursor.text.slice(start, cursor.at);
  cursor.at += 1;
  return name;
}
