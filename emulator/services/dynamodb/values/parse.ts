import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidParameter, ValidationError } from '../errors.ts';
import { NESTING_LEVELS } from '../limits.ts';
import { bytesKey } from './compare.ts';
import { canonicalNumber } from './number.ts';
import type { Item, Value } from './value.ts';

/**
 * Attributes as a client sent them, checked and in canonical form; the answer shares nothing mutable with the input.
 *
 * @throws ValidationError in DynamoDB's words
 */
export function parseItem(input: Readonly<Record<string, AttributeValue>>, depth = 0): Item {
  const item: Record<string, Value> = {};
  for (const name of Object.keys(input)) {
    const value = input[name];
    if (value === undefined) continue;
    // Assignment to `__proto__` would not make an attribute.
    if (name === '__proto__') Object.defineProperty(item, name, { ...OWN, value: parseValue(value, depth) });
    else item[name] = parseValue(value, depth);
  }
  return item;
}

const OWN = { enumerable: true, writable: true, configurable: true } as const;

/** One attribute value, as {@link parseItem}. */
export function parseValue(input: AttributeValue, depth = 0): Value {
  if (depth >= NESTING_LEVELS) {
    throw new ValidationError(TOO_DEEP);
  }
  let value: Value | undefined;
  for (const type in input) {
    const parsed = parseMember(type, input, depth);
    if (!parsed) continue;
    if (value) throw new ValidationError(MORE_THAN_ONE_TYPE);
    value = parsed;
  }
  if (!value) throw new ValidationError(NO_TYPE);
  return value;
}

export const TOO_DEEP =
  'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit';
export const NO_TYPE = 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes';
export const MORE_THAN_ONE_TYPE =
  'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes';

function parseMember(type: string, input: AttributeValue, depth: number): Value | undefined {
  if (type === 'S' && input.S !== undefined) return { S: input.S };
  if (type === 'N' && input.N !== undefined) return { N: canonicalNumber(input.N) };
  if (type === 'BOOL' && input.BOOL !== undefined) return { BOOL: input.BOOL };
  // AWS takes `NULL: false` too and stores true.
  if (type === 'NULL' && input.NULL !== undefined) return { NULL: true };
  if (type === 'M' && input.M !== undefined) return { M: parseItem(input.M, depth + 1) };
  if (type === 'L' && input.L !== undefined) return { L: input.L.map((element) => parseValue(element, depth + 1)) };
  if (type === 'B' && input.B !== undefined) return { B: Uint8Array.from(input.B) };
  if (type === 'SS' && input.SS !== undefined) return { SS: parseStringSet(input.SS) };
  if (type === 'NS' && input.NS !== undefined) return { NS: parseNumberSet(input.NS) };
  if (type === 'BS' && input.BS !== undefined) return { BS: parseBinarySet(input.BS) };
  return undefined;
}

function parseStringSet(members: readonly string[]): string[] {
  if (members.length === 0) throw invalidParameter('An string set  may not be empty');
  if (new Set(members).size < members.length) {
    throw invalidParameter(`Input collection [${members.join(', ')}] contains duplicates.`);
  }
  return [...members];
}

function parseNumberSet(members: readonly string[]): string[] {
  if (members.length === 0) throw invalidParameter('An number set  may not be empty');
  const numbers = members.map(canonicalNumber);
  if (new Set(numbers).size < numbers.length) throw new ValidationError('Input collection contains duplicates');
  return numbers;
}

function parseBinarySet(members: readonly Uint8Array[]): Uint8Array[] {
  if (members.length === 0) throw invalidParameter('Binary sets should not be empty');
  if (new Set(members.map(bytesKey)).size < members.length) {
    const shown = members.map((bytes) => Buffer.from(bytes).toString('base64')).join(', ');
    throw invalidParameter(`Input collection [${shown}]of type BS contains duplicates.`);
  }
  return members.map((bytes) => Uint8Array.from(bytes));
}
