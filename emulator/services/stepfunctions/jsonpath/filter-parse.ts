import type { Cursor } from '../cursor.ts';
import type { Json } from '../json.ts';
import { COMPARISONS } from './comparisons.ts';
import { parseOperandSteps } from './parse.ts';
import { select } from './select.ts';
import { type Filter, isDefinite, type Step } from './syntax.ts';

const WORD = /[A-Za-z]+/y;
const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
const REGEX = /\/((?:[^/\\]|\\.)+)\/([a-zA-Z]*)/y;
/** Java regex flags and their JavaScript equivalents; `x`, `u`, `d` have none here. */
const REGEX_FLAGS: Readonly<Record<string, string>> = { i: 'i', s: 's', m: 'm' };

/** One side of a comparison: its value, or undefined for a path that selects nothing. */
type Operand = (value: Json, root: Json) => Json | undefined;

/** Parses what stands after the `?` of `[?…]`. @throws ExpressionSyntaxError */
export function parseFilter(cursor: Cursor): Filter {
  cursor.skipSpace();
  return parseOr(cursor);
}

function parseOr(cursor: Cursor): Filter {
  const first = parseAnd(cursor);
  if (!taken(cursor, '||')) return first;
  const rest = parseOr(cursor);
  return (value, root) => first(value, root) || rest(value, root);
}

function parseAnd(cursor: Cursor): Filter {
  const first = parseTerm(cursor);
  if (!taken(cursor, '&&')) return first;
  const rest = parseAnd(cursor);
  return (value, root) => first(value, root) && rest(value, root);
}

function taken(cursor: Cursor, operator: string): boolean {
  cursor.skipSpace();
  const found = cursor.take(operator);
  cursor.skipSpace();
  return found;
}

function parseTerm(cursor: Cursor): Filter {
  if (taken(cursor, '!')) {
    const negated = parseTerm(cursor);
    return (value, root) => !negated(value, root);
  }
  if (taken(cursor, '(')) {
    const inner = parseOr(cursor);
    cursor.skipSpace();
    cursor.expect(')');
    return inner;
  }
  return parseComparison(cursor);
}

function parseComparison(cursor: Cursor): Filter {
  const left = parseOperand(cursor);
  cursor.skipSpace();
  if (cursor.take('=~')) return regexMatch(cursor, left);
  const operator = COMPARISONS.find(([spelling]) => cursor.take(spelling));
  if (operator === undefined) return (value, root) => left(value, root) !== undefined;
  cursor.skipSpace();
  const right = parseOperand(cursor);
  const [, compare] = operator;
  return (value, root) => compare(left(value, root), right(value, root));
}

function regexMatch(cursor: Cursor, left: Operand): Filter {
  cursor.skipSpace();
  REGEX.lastIndex = cursor.at;
  const [all, body = '', flags = ''] = REGEX.exec(cursor.text) ?? [];
  if (all === undefined) cursor.fail("a regular expression such as '/a.*/i' expected");
  const known = [...flags].map((flag) => REGEX_FLAGS[flag] ?? cursor.fail(`the regex flag '${flag}' is not supported`));
  const regex = compileRegex(cursor, `^(?:${body})$`, known.join(''));
  cursor.at += all.length;
  return (value, root) => {
    const subject = left(value, root);
    return typeof subject === 'string' && regex.test(subject);
  };
}

function compileRegex(cursor: Cursor, pattern: string, flags: string): RegExp {
  try {
    return new RegExp(pattern, flags);
  } catch (cause) {
    return cursor.fail(cause instanceof Error ? cause.message : 'not a regular expression');
  }
}

function parseOperand(cursor: Cursor): Operand {
  if (cursor.take('@')) return pathOperand('value', parseOperandSteps(cursor));
  if (cursor.take('$')) return pathOperand('root', parseOperandSteps(cursor));
  const literal = parseLiteral(cursor);
  return () => literal;
}

/** An operand that reads `@…` (`from` is `value`) or `$…` (`from` is `root`). */
function pathOperand(from: 'value' | 'root', steps: readonly Step[]): Operand {
  const definite = isDefinite(steps);
  return (value, root) => select(steps, definite, from === 'value' ? value : root, root);
}

function parseLiteral(cursor: Cursor): Json {
  const quote = cursor.peek();
  if (quote === "'" || quote === '"') return parseString(cursor);
  if (quote === '[') return parseList(cursor);
  const number = cursor.match(NUMBER);
  if (number !== undefined) return Number(number);
  switch (cursor.match(WORD)) {
    case 'true':
      return true;
    case 'false':
      return false;
    case 'null':
      return null;
    default:
      return cursor.fail('a path, string, number, list, true, false or null expected');
  }
}

function parseString(cursor: Cursor): string {
  const quote = cursor.peek();
  let text = '';
  for (cursor.at += 1; !cursor.take(quote); cursor.at += 1) {
    if (cursor.peek() === '\\') cursor.at += 1;
    if (cursor.atEnd) cursor.fail('an unterminated string');
    text += cursor.peek();
  }
  return text;
}

function parseList(cursor: Cursor): Json[] {
  const items: Json[] = [];
  cursor.expect('[');
  for (cursor.skipSpace(); !cursor.take(']'); cursor.skipSpace()) {
    if (items.length > 0) cursor.expect(',');
    cursor.skipSpace();
    items.push(parseLiteral(cursor));
  }
  return items;
}
