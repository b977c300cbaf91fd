import { isTypoOf } from './edit-distance.ts';
import type { Token } from './tokens.ts';

/** A place in a sample utterance: a word, or room for a slot's value. */
export type Unit =
  | { readonly token: Token }
  | {
      readonly slotType: string;
      /** Meanings of the values that the slot is known to take. */
      readonly meanings: ReadonlySet<number>;
    };

/** A sample utterance of an intent, ready to be compared. */
export interface Sample {
  readonly intent: string;
  readonly units: readonly Unit[];
}

/** How much a word of a text weighs against its other words. */
export type Weigh = (token: Token) => number;

const SLOT_WEIGHT = 1;

/** How well a word fits a place of a sample. */
const FIT = { same: 1, form: 0.97, sound: 0.94, slip: 0.88, meaning: 0.85, slotMeaning: 0.7, otherSense: 0.6 } as const;

/** What is left of a likeness that rests on words that say little, unless they are all there: "what can you do". */
const LITTLE_SAID = 0.55;
const NEARLY_ALL = 0.86;
const LONG_SAMPLE_WORDS = 3;

/** Words that a sample does not have count more against it than words of the sample that were not said. */
const SAID_EXPONENT = 1.3;
const SAMPLE_EXPONENT = 0.4;

/**
 * How much a text is like a sample, from 0 to 1: 1 is the sample itself. Each word of one looks for its best counterpart
 * in the other, whatever the order.
 */
export function likeness(tokens: readonly Token[], sample: Sample, weigh: Weigh): number {
  const saidPart = share(tokens, (token) => Math.max(0, ...sample.units.map((unit) => fit(token, unit))), weigh);
  if (saidPart.covered === 0) return 0;
  const samplePart = share(
    sample.units,
    (unit) => Math.max(0, ...tokens.map((token) => fit(token, unit))),
    (unit) => ('token' in unit ? weigh(unit.token) : SLOT_WEIGHT),
  );
  const score = saidPart.covered ** SAID_EXPONENT * samplePart.covered ** SAMPLE_EXPONENT;
  const substance = tokens.some((token) => isSubstance(token) && sample.units.some((unit) => fit(token, unit) > 0));
  const whole = sample.units.length >= LONG_SAMPLE_WORDS && samplePart.covered >= NEARLY_ALL;
  return substance || whole ? score : score * LITTLE_SAID;
}

const isSubstance = ({ kind, slotTypes, meanings }: Token) =>
  kind === 'content' || kind === 'courtesy' || slotTypes.size > 0 || (kind !== 'common' && meanings.size > 0);

function share<T>(items: readonly T[], fitOf: (item: T) => number, weightOf: (item: T) => number): { covered: number } {
  let covered = 0;
  let whole = 0;
  for (const item of items) {
    const weight = weightOf(item);
    whole += weight;
    covered += weight * fitOf(item);
  }
  return { covered: whole === 0 ? 0 : covered / whole };
}

function fit(token: Token, unit: Unit): number {
  if (!('token' in unit)) {
    if (token.slotTypes.has(unit.slotType)) return FIT.same;
    return shareMeaning(token.meanings, unit.meanings) ? FIT.slotMeaning : 0;
  }
  const { plain, stem, sound, meanings } = unit.token;
  const sameSense = meanings.size === 0 || shareMeaning(token.meanings, meanings);
  // "day" is not the day of "good day".
  if (token.stem === stem && !sameSense) return FIT.otherSense;
  if (token.plain === plain) return FIT.same;
  if (token.stem === stem) return FIT.form;
  if (!token.known && token.sound === sound) return FIT.sound;
  if (shareMeaning(token.meanings, meanings)) return FIT.meaning;
  return !token.known && isTypoOf(token.plain, plain) ? FIT.slip : 0;
}

function shareMeaning(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const meaning of a) if (b.has(meaning)) return true;
  return false;
}
