import type { JsonSource } from './json-source.ts';
import { describeCharacter } from './json-strings.ts';

/** Reads the number that starts at `start`; answers the offset behind it. */
export function readNumber(source: JsonSource, start: number): number {
  const { text } = source;
  let at = start;
  if (text[at] === '-') {
    at += 1;
    expectDigit(source, at, 'expected digit (0-9) to follow minus sign, for valid numeric value');
  }
  if (text[at] === '0' && isDigit(text[at + 1])) {
    throw source.error('Invalid numeric value: Leading zeroes not allowed', at + 1);
  }
  at = skipDigits(text, at);
  if (text[at] === '.') {
    expectDigit(source, at + 1, 'Decimal point not followed by a digit');
    at = skipDigits(text, at + 1);
  }
  if (text[at] === 'e' || text[at] === 'E') {
    at += text[at + 1] === '+' || text[at + 1] === '-' ? 2 : 1;
    expectDigit(source, at, 'Exponent indicator not followed by a digit');
    at = skipDigits(text, at);
  }
  return at;
}

const isDigit = (character: string | undefined) => character !== undefined && character >= '0' && character <= '9';

function skipDigits(text: string, start: number): number {
  let at = start;
  while (isDigit(text[at])) at += 1;
  return at;
}

function expectDigit(source: JsonSource, at: number, complaint: string): void {
  const character = source.text[at];
  if (isDigit(character)) return;
  if (character === undefined) throw source.error('Unexpected end-of-input in numeric value', at);
  throw source.error(`Unexpected character (${describeCharacter(character)}) in numeric value: ${complaint}`, at + 1);
}
