import type { Language } from '../languages/language.ts';
import { plainText, wordsOf } from './words.ts';

/** A word as meaning sees it. */
export interface Token {
  readonly plain: string;
  readonly stem: string;
  /** The word as it sounds, repeated letters once. */
  readonly sound: string;
  /** Whether the language is known to have the word: it is no slip of the finger then. */
  readonly known: boolean;
  /** Meanings that the word, or a phrase that it is a part of, shares with other words. */
  readonly meanings: ReadonlySet<number>;
  /** Types of the slots whose values the word is a part of. */
  readonly slotTypes: ReadonlySet<string>;
  readonly kind: 'content' | 'common' | 'courtesy' | 'number';
}

/** Phrases of one meaning by the stem of their first word. */
type Phrases = ReadonlyMap<string, readonly { readonly stems: readonly string[]; readonly meaning: number }[]>;

const NO_TYPES: ReadonlySet<string> = new Set();

/** A letter written more often than once: hellooo. */
const REPEATED = /(\p{L})\1+/gu;

/** Turns texts of a language into tokens. */
export class Tokenizer {
  readonly #language: Language;
  readonly #phrases: Phrases;

  constructor(language: Language) {
    this.#language = language;
    this.#phrases = phrasesOf(language);
  }

  /** @param typesAt types of the slots whose values hold the character at a place of the text as it was written */
  tokens(text: string, typesAt: (start: number) => ReadonlySet<string> = () => NO_TYPES): Token[] {
    const words = wordsOf(text).flatMap(({ plain, start }) =>
      wordsOf(this.#language.expand(plain)).map((part) => ({ plain: part.plain, start })),
    );
    const stems = words.map(({ plain }) => this.#language.stem(plain));
    const meanings = this.#meaningsOf(stems);
    return words.map(({ plain, start }, place) => ({
      plain,
      stem: stems[place] ?? plain,
      sound: this.#language.sound(plain).replace(REPEATED, '$1'),
      known: this.#language.vocabulary.has(plain),
      meanings: meanings[place] ?? new Set(),
      slotTypes: typesAt(start),
      kind: this.#kindOf(plain),
    }));
  }

  #kindOf(plain: string): Token['kind'] {
    if (this.#language.courtesies.has(plain)) return 'courtesy';
    if (this.#language.common.has(plain)) return 'common';
    return /^[\d.,:/+-]+$/.test(plain) ? 'number' : 'content';
  }

  #meaningsOf(stems: readonly string[]): Set<number>[] {
    const meanings = stems.map(() => new Set<number>());
    for (const [place, stem] of stems.entries()) {
      for (const phrase of this.#phrases.get(stem) ?? []) {
        if (!phrase.stems.every((part, index) => stems[place + index] === part)) continue;
        for (const index of phrase.stems.keys()) meanings[place + index]?.add(phrase.meaning);
      }
    }
    return meanings;
  }
}

function phrasesOf(language: Language): Phrases {
  const phrases = new Map<string, { stems: string[]; meaning: number }[]>();
  for (const [meaning, group] of language.synonyms.entries()) {
    for (const phrase of group) {
      const stems = wordsOf(plainText(phrase)).map(({ plain }) => language.stem(plain));
      const first = stems[0] ?? '';
      phrases.set(first, [...(phrases.get(first) ?? []), { stems, meaning }]);
    }
  }
  return phrases;
}
