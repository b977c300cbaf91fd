import type { Cursor } from './cursor.ts';
import { parseTemplate } from './parse-template.ts';
import type { Expression, Reference, Step } from './syntax.ts';

const SPACE = /\s*/y;
const NAME = /[A-Za-z_][\w-]*/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const WORD = /(?:true|false|null|and|or|not|eq|ne|gt|ge|lt|le)\b/y;

/** From the weakest binding to the strongest. */
const LEVELS: readonly (readonly (readonly [spelling: string, operator: string])[])[] = [
  [
    ['||', '||'],
    ['or ', '||'],
  ],
  [
    ['&&', '&&'],
    ['and ', '&&'],
  ],
  [
    ['==', '=='],
    ['!=', '!='],
    ['eq ', '=='],
    ['ne ', '!='],
  ],
  [
    ['<=', '<='],
    ['>=', '>='],
    ['<', '<'],
    ['>', '>'],
    ['le ', '<='],
    ['ge ', '>='],
    ['lt ', '<'],
    ['gt ', '>'],
  ],
  [
    ['+', '+'],
    ['-', '-'],
  ],
  [
    ['*', '*'],
    ['/', '/'],
    ['%', '%'],
  ],
];

/** @throws TemplateError */
export function parseExpression(cursor: Cursor, level = 0): Expression {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(cursor);
  let left = parseExpression(cursor, level + 1);
  for (;;) {
    cursor.take(SPACE);
    const found = operators.find(([spelling]) => cursor.skip(spelling));
    if (!found) return left;
    left = { kind: 'binary', operator: found[1], left, right: parseExpression(cursor, level + 1) };
  }
}

function parseUnary(cursor: Cursor): Expression {
  cursor.take(SPACE);
  if (cursor.skip('!') || cursor.skip('not ')) return { kind: 'not', operand: parseUnary(cursor) };
  if (!cursor.skip('(')) return parsePrimary(cursor);
  const inner = parseExpression(cursor);
  cursor.take(SPACE);
  cursor.expect(')');
  return inner;
}

function parsePrimary(cursor: Cursor): Expression {
  const next = cursor.peek();
  if (next === '$') return { kind: 'reference', reference: parseReference(cursor).reference };
  if (next === "'") return { kind: 'literal', value: quoted(cursor, "'") };
  if (next === '"') return { kind: 'text', parts: parseTemplate(quoted(cursor, '"')) };
  if (next === '[') return parseList(cursor);
  if (next === '{') return parseMap(cursor);
  const number = cursor.take(NUMBER);
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const word = cursor.take(WORD);
  if (word === 'true' || word === 'false') return { kind: 'literal', value: word === 'true' };
  if (word === 'null') return { kind: 'literal', value: null };
  return cursor.fail('expected a value');
}

/** A quote within is doubled. */
function quoted(cursor: Cursor, quote: string): string {
  const found = cursor.take(quote === "'" ? /'(?:[^']|'')*'/y : /"(?:[^"]|"")*"/y);
  if (found === undefined) return cursor.fail(`expected ${quote}`);
  return found.slice(1, -1).replaceAll(quote + quote, quote);
}

function parseList(cursor: Cursor): Expression {
  cursor.expect('[');
  const items = parseItems(cursor, ']', () => {
    const from = parseExpression(cursor);
    cursor.take(SPACE);
    return cursor.skip('..') ? ({ kind: 'range', from, to: parseExpression(cursor) } as const) : from;
  });
  const [only] = items;
  return items.length === 1 && only?.kind === 'range' ? only : { kind: 'list', items };
}

function parseMap(cursor: Cursor): Expression {
  cursor.expect('{');
  const entries = parseItems(cursor, '}', (): readonly [Expression, Expression] => {
    const key = parseExpression(cursor);
    cursor.take(SPACE);
    cursor.expect(':');
    return [key, parseExpression(cursor)];
  });
  return { kind: 'map', entries };
}

function parseItems<T>(cursor: Cursor, end: string, item: () => T): T[] {
  const items: T[] = [];
  cursor.take(SPACE);
  if (cursor.skip(end)) return items;
  do {
    items.push(item());
    cursor.take(SPACE);
  } while (cursor.skip(','));
  cursor.expect(end);
  return items;
}

/** `$name`, `$!name`, `${name.property}` with all that follows it. */
export function parseReference(cursor: Cursor): { reference: Reference; quiet: boolean } {
  cursor.expect('$');
  const quiet = cursor.skip('!');
  const braced = cursor.skip('{');
  const name = cursor.take(NAME) ?? cursor.fail('expected a name');
  const steps: Step[] = [];
  for (let step = parseStep(cursor); step; step = parseStep(cursor)) steps.push(step);
  if (braced) cursor.expect('}');
  return { reference: { name, steps }, quiet };
}

function parseStep(cursor: Cursor): Step | undefined {
  if (cursor.peek() === '[') {
    cursor.skip('[');
    const at = parseExpression(cursor);
    cursor.take(SPACE);
    cursor.expect(']');
    return { kind: 'index', at };
  }
  // A full stop may also just end a sentence.
  const dotted = cursor.take(/\.(?=[A-Za-z_])/y);
  if (dotted === undefined) return undefined;
  const name = cursor.take(NAME) ?? cursor.fail('expected a name');
  if (!cursor.skip('(')) return { kind: 'property', name };
  return { kind: 'method', name, args: parseItems(cursor, ')', () => parseExpression(cursor)) };
}
