/** How numbers are said. */
export interface NumberWords {
  /** Words that stand for a number: `seven`, `twenty`, `doscientos`. */
  readonly values: Readonly<Record<string, number>>;
  /** Words that multiply what stands before them: `hundred`, `mil`. */
  readonly factors: Readonly<Record<string, number>>;
  /** Words between parts of a number: `and`, `y`. */
  readonly joints: readonly string[];
}

/** How days and hours are said. */
export interface CalendarWords {
  /** From January on, without accents. */
  readonly months: readonly string[];
  /** From Sunday on, without accents. */
  readonly weekdays: readonly string[];
  /** Days from today: `tomorrow` 1. */
  readonly days: Readonly<Record<string, number>>;
  readonly next: readonly string[];
  readonly last: readonly string[];
  /** Minutes since midnight: `noon` 720. */
  readonly hours: Readonly<Record<string, number>>;
  readonly morning: readonly string[];
  readonly afternoon: readonly string[];
  /** The letters of ISO 8601 by the unit's names: `hours` → `TH`. */
  readonly units: Readonly<Record<string, DurationUnit>>;
  /** Before a span that has to pass first: `in`, `dentro`. */
  readonly ahead: readonly string[];
  /** After a span that has passed: `ago`; or before it: `hace`. */
  readonly ago: readonly string[];
}

export type DurationUnit = 'Y' | 'M' | 'W' | 'D' | 'TH' | 'TM' | 'TS';

/** What is known of a language, whatever the bot. Words are in lower case without accents. */
export interface Language {
  readonly code: string;
  /** The stem that forms of one word share. */
  stem(word: string): string;
  /** The word as it sounds, where a language writes one sound in several ways: such words are mistaken for each other. */
  sound(word: string): string;
  /** Writes short forms out: `what's` → `what is`. */
  expand(text: string): string;
  /** Words that say little about what is wanted: articles, pronouns, auxiliary verbs. */
  readonly common: ReadonlySet<string>;
  /** Words of politeness and address, which say nothing about what is wanted. */
  readonly courtesies: ReadonlySet<string>;
  /** Words and phrases of one meaning. */
  readonly synonyms: readonly (readonly string[])[];
  /** All words that are known: none of them is a slip of the finger. */
  readonly vocabulary: ReadonlySet<string>;
  /** What stands before an answer without being a part of it: `it is`, `my name is`. */
  readonly leadIns: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly maybe: readonly string[];
  readonly unsure: readonly string[];
  readonly numbers: NumberWords;
  readonly calendar: CalendarWords;
}

/** A table that has its own words only: `constructor` is none of them. */
export const dictionary = <T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.freeze(Object.assign(Object.create(null), entries));

export const vocabulary = (
  common: readonly string[],
  courtesies: readonly string[],
  synonyms: readonly (readonly string[])[],
): Set<string> => new Set([...common, ...courtesies, ...synonyms.flat().flatMap((phrase) => phrase.split(' '))]);
