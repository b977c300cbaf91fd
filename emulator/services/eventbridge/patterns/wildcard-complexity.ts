import type { Condition } from './condition.ts';
import type { Branch } from './parse-pattern.ts';
import { PatternError } from './pattern-error.ts';

/**
 * How many beginnings of a field's wildcards may match one value at the same time. AWS refuses more and does not say
 * how many; this is what its refusals come to.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-wildcard-matching-complexity
 */
const SIMULTANEOUS_BEGINNINGS = 10;

/** Sets of positions that are looked at before a pattern passes as simple enough. */
const EXAMINED_SETS = 5_000;

const ANY = Symbol('*');
type Token = string | typeof ANY;

/** @throws PatternError when a value could match too many beginnings of the wildcards of one field at once */
export function checkWildcardComplexity(branches: readonly Branch[]): void {
  for (const branch of branches) {
    for (const conditions of branch.values()) {
      const wildcards = conditions.flatMap(wildcardsOf).map(tokensOf);
      if (wildcards.length > 0 && isTooComplex(wildcards)) {
        throw new PatternError(
          'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character',
        );
      }
    }
  }
}

function wildcardsOf({ source }: Condition): readonly string[] {
  if (typeof source !== 'object' || source === null) return [];
  if ('anything-but' in source) return wildcardTexts(source['anything-but']);
  return wildcardTexts(source);
}

function wildcardTexts(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || !('wildcard' in value)) return [];
  const { wildcard } = value;
  return (Array.isArray(wildcard) ? wildcard : [wildcard]).map(String);
}

/** The wildcard with the quotes that surround a text, as values have them too. */
const tokensOf = (text: string): readonly Token[] =>
  [...`"${text}"`.matchAll(/\\([\s\S])|([\s\S])/g)].map(([, escaped, plain]) =>
    escaped !== undefined ? escaped : plain === '*' ? ANY : (plain ?? ''),
  );

/** Follows all values at once, as sets of positions: `[wildcard, tokens consumed]`, written as one number. */
function isTooComplex(wildcards: readonly (readonly Token[])[]): boolean {
  const width = Math.max(...wildcards.map((tokens) => tokens.length)) + 1;
  const letters = new Set(wildcards.flat().filter((token) => token !== ANY));
  const start = wildcards.map((_, index) => index * width);
  const seen = new Set<string>();
  const open: (readonly number[])[] = [start];
  for (let set = open.pop(); set && seen.size < EXAMINED_SETS; set = open.pop()) {
    for (const letter of [...letters, undefined]) {
      const next = advance(wildcards, width, set, letter);
      if (next.length > SIMULTANEOUS_BEGINNINGS) return true;
      const key = next.join();
      if (next.length === 0 || seen.has(key)) continue;
      seen.add(key);
      open.push(next);
    }
  }
  return false;
}

/** The positions after a further letter; undefined is one that no wildcard names. */
function advance(
  wildcards: readonly (readonly Token[])[],
  width: number,
  set: readonly number[],
  letter: Token | undefined,
): readonly number[] {
  const next = new Set<number>();
  for (const position of set) {
    const tokens = wildcards[Math.floor(position / width)] ?? [];
    const consumed = position % width;
    if (tokens[consumed - 1] === ANY) next.add(position);
    if (letter !== undefined && tokens[consumed] === letter) {
      next.add(position + 1);
      // An asterisk may stand for nothing: it is reached with what is before it.
      if (tokens[consumed + 1] === ANY) next.add(position + 2);
    }
  }
  return [...next].sort((a, b) => a - b);
}
