/** A word of a text, with where it stands. */
export interface Word {
  /** As written. */
  readonly raw: string;
  /** Lower case, without accents: what words are compared by. */
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

/** Lower case, without accents: `¿Cuál?` is `¿cual?`. */
export const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[’‘`´]/g, "'")
    .toLowerCase();

/** Characters that belong to one word: letters, digits, and what joins them in numbers, addresses and contractions. */
const WORD = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’@._:/+-][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a text; punctuation and signs are left out. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: raw, index }) => ({
    raw,
    plain: plainText(raw),
    start: index,
    end: index + raw.length,
  }));
}

/** What stands between the first and the last of some words, as written. */
export const textOf = (text: string, words: readonly Word[]): string =>
  words.length === 0 ? '' : text.slice(words[0]?.start, words.at(-1)?.end);
