import { type Cursor, parseWhole } from '../cursor.ts';
import type { Json } from '../json.ts';
import { type Path, parsePath } from '../jsonpath/path.ts';
import type { Intrinsic } from './intrinsic.ts';
import { INTRINSICS } from './registry.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html ("You can nest up to 10 intrinsic functions within a field") */
export const MAX_INTRINSICS_IN_A_FIELD = 10;

/** An argument: a literal, a path or a nested call. */
export type Argument =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'path'; readonly path: Path }
  | Call;

/** A call of an intrinsic function, with the text that causes quote. */
export interface Call {
  readonly kind: 'call';
  readonly text: string;
  readonly intrinsic: Intrinsic;
  readonly args: readonly Argument[];
}

const NAME = /States\.[A-Za-z0-9]+/y;
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?(?![\w.])/y;
const WORD = /(true|false|null)(?!\w)/y;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Parses a call such as `States.Format('{}', $.a)`, nested ones included. @throws ExpressionSyntaxError */
export function parseIntrinsic(text: string): Call {
  return parseWhole(text, (cursor) => {
    cursor.skipSpace();
    const call = parseCall(cursor);
    cursor.skipSpace();
    if (countCalls(call) > MAX_INTRINSICS_IN_A_FIELD) {
      cursor.fail(`more than ${MAX_INTRINSICS_IN_A_FIELD} intrinsic functions in one field`);
    }
    return call;
  });
}

function countCalls(argument: Argument): number {
  return argument.kind === 'call' ? argument.args.reduce((count, inner) => count + countCalls(inner), 1) : 0;
}

function parseCall(cursor: Cursor): Call {
  const start = cursor.at;
  const name = cursor.match(NAME) ?? cursor.fail('an intrinsic function expected');
  const intrinsic = INTRINSICS.get(name) ?? cursor.fail(`there is no intrinsic function '${name}'`);
  const args = parseArguments(cursor, intrinsic);
  if (args.length < intrinsic.minArguments || args.length > intrinsic.maxArguments) {
    cursor.fail(`'${name}' does not take ${args.length} arguments`);
  }
  return { kind: 'call', text: cursor.text.slice(start, cursor.at), intrinsic, args };
}

function parseArguments(cursor: Cursor, intrinsic: Intrinsic): Argument[] {
  const args: Argument[] = [];
  cursor.skipSpace();
  cursor.expect('(');
  for (cursor.skipSpace(); !cursor.take(')'); cursor.skipSpace()) {
    if (args.length > 0) cursor.expect(',');
    cursor.skipSpace();
    args.push(parseArgument(cursor, intrinsic.name === 'States.Format' && args.length === 0));
  }
  return args;
}

function parseArgument(cursor: Cursor, isTemplate: boolean): Argument {
  switch (cursor.peek()) {
    case '$':
      return { kind: 'path', path: parsePath(takePath(cursor)) };
    case "'":
      return { kind: 'literal', value: parseString(cursor, isTemplate) };
    case 'S':
      return parseCall(cursor);
    default:
      return { kind: 'literal', value: parseScalar(cursor) };
  }
}

function parseScalar(cursor: Cursor): Json {
  const number = cursor.match(NUMBER);
  if (number !== undefined) return Number(number);
  const word = WORDS.get(cursor.match(WORD) ?? '');
  return word === undefined ? cursor.fail('a path, a string, a number, true, false, null or a call expected') : word;
}

/** The text of a path, which ends at the comma or parenthesis that belongs to the call. */
function takePath(cursor: Cursor): string {
  const start = cursor.at;
  let depth = 0;
  for (; !cursor.atEnd; cursor.at++) {
    const character = cursor.peek();
    if (depth > 0 && (character === "'" || character === '"')) skipQuoted(cursor, character);
    else if (character === '[' || character === '(') depth++;
    else if (depth > 0 && (character === ']' || character === ')')) depth--;
    else if (depth === 0 && (character === ',' || character === ')')) break;
  }
  return cursor.text.slice(start, cursor.at).trimEnd();
}

function skipQuoted(cursor: Cursor, quote: string): void {
  for (cursor.at++; !cursor.atEnd && cursor.peek() !== quote; cursor.at++) if (cursor.peek() === '\\') cursor.at++;
}

/** Inside quotes a backslash stands only before a quote, a brace or a backslash. The braces of a template keep theirs for States.Format. */
function parseString(cursor: Cursor, isTemplate: boolean): string {
  let text = '';
  for (cursor.at++; !cursor.take("'"); cursor.at++) {
    if (cursor.atEnd) cursor.fail('an unterminated string');
    if (cursor.peek() === '\\') {
      cursor.at++;
      if (!"'{}\\".includes(cursor.peek()) || cursor.atEnd) cursor.fail('an unknown escape');
      if (isTemplate && cursor.peek() !== "'") text += '\\';
    }
    text += cursor.peek();
  }
  return text;
}
