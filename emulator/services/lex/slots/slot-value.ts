import type { Language } from '../languages/language.ts';
import type { Word } from '../understanding/words.ts';

/** A text that values are looked for in. */
export interface Utterance {
  readonly text: string;
  readonly words: readonly Word[];
  readonly language: Language;
  /** Epoch milliseconds: what `tomorrow` counts from. */
  readonly now: number;
}

/** A value as Lex reports it, with the words that it was made of. */
export interface FoundValue {
  readonly originalValue: string;
  readonly interpretedValue: string;
  readonly resolvedValues: readonly string[];
  /** Places of the first word, and of the word after the last. */
  readonly from: number;
  readonly to: number;
}

/** A kind of value that a slot can take. */
export interface SlotKind {
  /** Values somewhere in an utterance, those at its beginning first; none overlap. */
  find(utterance: Utterance): FoundValue[];
  /** The words from `from` to `to` as a value that is not known beforehand; undefined when it takes known values only. */
  accept?(utterance: Utterance, from: number, to: number): FoundValue | undefined;
}

/** A value from the words `from` to `to`. */
export function foundValue(
  { text, words }: Utterance,
  from: number,
  to: number,
  interpretedValue: string,
  resolvedValues: readonly string[] = [interpretedValue],
): FoundValue {
  const originalValue = text.slice(words[from]?.start ?? 0, words[to - 1]?.end ?? text.length);
  return { originalValue, interpretedValue, resolvedValues, from, to };
}

/** Tries `read` at each word in turn, going on after what it took. */
export function scan(
  utterance: Utterance,
  read: (from: number) => { readonly to: number; readonly value: string } | undefined,
): FoundValue[] {
  const found: FoundValue[] = [];
  for (let from = 0; from < utterance.words.length; from += 1) {
    const result = read(from);
    if (!result) continue;
    found.push(foundValue(utterance, from, result.to, result.value));
    from = result.to - 1;
  }
  return found;
}

/** Whether the words from `from` on are those of a phrase; answers the place after it. */
export function phraseAt(words: readonly Word[], from: number, phrase: string): number | undefined {
  const parts = phrase.split(' ');
  return parts.every((part, index) => words[from + index]?.plain === part) ? from + parts.length : undefined;
}

/** The longest of the phrases that stands at `from`. */
export function longestPhraseAt(words: readonly Word[], from: number, phrases: readonly string[]) {
  let best: { readonly phrase: string; readonly to: number } | undefined;
  for (const phrase of phrases) {
    const to = phraseAt(words, from, phrase);
    if (to !== undefined && to > (best?.to ?? from)) best = { phrase, to };
  }
  return best;
}
