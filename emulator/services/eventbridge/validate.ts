import { constraint } from './errors.ts';

/** A member that must be there. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw constraint(undefined, member, 'not be null');
  return value;
}

interface TextRule {
  readonly longest: number;
  readonly pattern?: RegExp;
}

/** A text that must be there, not empty, not too long and of the right letters. */
export function requiredText(value: string | undefined, member: string, rule: TextRule): string {
  const text = required(value, member);
  if (text.length < 1) throw constraint(text, member, 'have length greater than or equal to 1');
  return checkText(text, member, rule);
}

export function checkText(value: string, member: string, { longest, pattern }: TextRule): string {
  if (value.length > longest) throw constraint(value, member, `have length less than or equal to ${longest}`);
  if (pattern && !pattern.test(value)) {
    throw constraint(value, member, `satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, '')}`);
  }
  return value;
}

/** A number that, when it is there, must lie in a range. */
export function checkRange(value: number | undefined, member: string, lowest: number, highest: number): void {
  if (value === undefined) return;
  if (value < lowest) throw constraint(value, member, `have value greater than or equal to ${lowest}`);
  if (value > highest) throw constraint(value, member, `have value less than or equal to ${highest}`);
}

/** One of a set of words. */
export function checkOneOf<T extends string>(value: string, member: string, words: readonly T[]): T {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw constraint(value, member, `satisfy enum value set: [${words.join(', ')}]`);
  return word;
}
