import type { Condition } from './condition.ts';
import type { JsonReader, Token } from './json-reader.ts';
import { parseAnythingBut } from './operators/anything-but.ts';
import { parseCidr } from './operators/cidr.ts';
import { parseEqualsIgnoreCase } from './operators/equals-ignore-case.ts';
import { exactNumber, exactText, exactWord, parseExactly } from './operators/exact.ts';
import { parseExists } from './operators/exists.ts';
import { parseNumeric } from './operators/numeric.ts';
import { parsePrefix } from './operators/prefix.ts';
import { parseSuffix } from './operators/suffix.ts';
import { parseWildcard } from './operators/wildcard.ts';

interface Operator {
  /** Reads the operator's value; the closing bracket of the expression is left. */
  readonly parse: (reader: JsonReader) => Condition;
  /** What AWS says when something follows the value. */
  readonly excess: string;
}

const ONE_KEY = 'Only one key allowed in match expression';
const TOO_MANY = 'Too many elements in numeric expression';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['exactly', { parse: parseExactly, excess: ONE_KEY }],
  ['prefix', { parse: parsePrefix, excess: ONE_KEY }],
  ['suffix', { parse: parseSuffix, excess: ONE_KEY }],
  ['numeric', { parse: parseNumeric, excess: TOO_MANY }],
  ['anything-but', { parse: parseAnythingBut, excess: TOO_MANY }],
  ['exists', { parse: parseExists, excess: ONE_KEY }],
  ['cidr', { parse: parseCidr, excess: ONE_KEY }],
  ['equals-ignore-case', { parse: parseEqualsIgnoreCase, excess: ONE_KEY }],
  ['wildcard', { parse: parseWildcard, excess: ONE_KEY }],
]);

/** One member of a field's list, whose first token was read. */
export function parseCondition(reader: JsonReader, token: Token | undefined): Condition {
  if (token === '{') return parseExpression(reader);
  if (token === 'string') return exactText(reader.text);
  if (token === 'number') return exactNumber(Number(reader.text));
  if (token === 'true' || token === 'false') return exactWord(token === 'true');
  if (token === 'null') return exactWord(null);
  throw reader.error('Match value must be String, number, true, false, or null');
}

function parseExpression(reader: JsonReader): Condition {
  if (reader.next() !== 'name') throw reader.error('Match expression name not found');
  const operator = OPERATORS.get(reader.name);
  if (!operator) throw reader.error(`Unrecognized match type ${reader.name}`);
  const condition = operator.parse(reader);
  if (reader.next() !== '}') throw reader.error(operator.excess);
  return condition;
}
