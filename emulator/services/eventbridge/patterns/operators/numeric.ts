import type { Condition } from '../condition.ts';
import type { JsonReader, Token } from '../json-reader.ts';
import { comparable, LARGEST_NUMBER, OUT_OF_RANGE } from './comparable.ts';

interface Range {
  readonly low: number;
  readonly openLow: boolean;
  readonly high: number;
  readonly openHigh: boolean;
}

const LOWEST = comparable(-LARGEST_NUMBER) ?? Number.NEGATIVE_INFINITY;
const HIGHEST = comparable(LARGEST_NUMBER) ?? Number.POSITIVE_INFINITY;
const OPERATORS: readonly string[] = ['=', '>=', '>', '<=', '<'];

/** `{"numeric": [">", 0, "<=", 5]}`: one comparison, or a lower and an upper bound. */
export function parseNumeric(reader: JsonReader): Condition {
  if (reader.next() !== '[') throw reader.error('Value of numeric must be an array.');
  const source: (string | number)[] = [];
  const range = readRange(reader, source);
  return {
    source: { numeric: source },
    hint: { by: 'number', low: range.low, high: range.high },
    test: (value) => typeof value === 'number' && includes(range, value),
  };
}

function includes({ low, openLow, high, openHigh }: Range, value: number): boolean {
  const form = comparable(value);
  if (form === undefined) return false;
  return (openLow ? form > low : form >= low) && (openHigh ? form < high : form <= high);
}

function readRange(reader: JsonReader, source: (string | number)[]): Range {
  const first = reader.next();
  if (first !== 'string') throw reader.error(`Invalid member in numeric match: ${memberText(reader, first)}`);
  const operator = reader.text;
  source.push(operator);
  const bound = reader.next();
  if (!OPERATORS.includes(operator)) throw reader.error(`Unrecognized numeric range operator: ${operator}`);
  if (bound !== 'number') throw reader.error(`Value of ${operator === '=' ? 'equals' : operator} must be numeric`);
  const number = Number(reader.text);
  source.push(number);
  const next = reader.next();
  if (next === ']') return oneSided(operator, readComparable(reader, number));
  if (!operator.startsWith('>')) throw reader.error('Too many elements in numeric expression');
  return readUpperBound(reader, source, next, { number, open: operator === '>' });
}

function oneSided(operator: string, bound: number): Range {
  if (operator === '=') return { low: bound, openLow: false, high: bound, openHigh: false };
  if (operator.startsWith('>')) return { low: bound, openLow: operator === '>', high: HIGHEST, openHigh: false };
  return { low: LOWEST, openLow: false, high: bound, openHigh: operator === '<' };
}

function readUpperBound(
  reader: JsonReader,
  source: (string | number)[],
  token: Token | undefined,
  bottom: { readonly number: number; readonly open: boolean },
): Range {
  if (token !== 'string') throw reader.error(`Bad value in numeric range: ${memberText(reader, token)}`);
  const operator = reader.text;
  if (operator !== '<' && operator !== '<=') throw reader.error(`Bad numeric range operator: ${operator}`);
  if (reader.next() !== 'number') throw reader.error(`Value of ${operator} must be numeric`);
  const number = Number(reader.text);
  source.push(operator, number);
  if (reader.next() !== ']') throw reader.error('Too many terms in numeric range expression');
  const low = readComparable(reader, bottom.number);
  const high = readComparable(reader, number);
  if (low >= high) throw reader.error('Bottom must be less than top');
  return { low, openLow: bottom.open, high, openHigh: operator === '<' };
}

/** A number in its comparable form; AWS refuses one that has none. */
export function readComparable(reader: JsonReader, number: number): number {
  const form = comparable(number);
  if (form === undefined) throw reader.error(OUT_OF_RANGE);
  return form;
}

const memberText = (reader: JsonReader, token: Token | undefined) =>
  token === 'number' || token === 'true' || token === 'false' || token === 'null' ? reader.text : String(token);
