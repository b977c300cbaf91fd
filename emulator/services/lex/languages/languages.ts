import { createRequire } from 'node:module';
import { english } from './english.ts';
import { dictionary, type Language } from './language.ts';
import { spanish } from './spanish.ts';

const require = createRequire(import.meta.url);

/** What the language packages of nlpjs give: their stemmers take several words at once. */
interface Stemmer {
  stem(words: string[]): string[];
}

const known = new Map<string, Language>();

/**
 * The language of a locale such as `es_419`. Stemmers are loaded with the first bot that needs them. A language that is
 * not known gets no stems, no synonyms and no words for numbers and dates.
 */
export function languageOf(localeId: string): Language {
  const code = localeId.slice(0, localeId.indexOf('_'));
  const found = known.get(code);
  if (found) return found;
  const made = makeLanguage(code);
  known.set(code, made);
  return made;
}

function makeLanguage(code: string): Language {
  if (code === 'en') {
    const { StemmerEn } = require('@nlpjs/lang-en') as { StemmerEn: new () => Stemmer };
    return english(wordByWord(new StemmerEn()));
  }
  if (code === 'es') {
    const { StemmerEs } = require('@nlpjs/lang-es') as { StemmerEs: new () => Stemmer };
    return spanish(wordByWord(new StemmerEs()));
  }
  return unknownLanguage(code);
}

const wordByWord = (stemmer: Stemmer) => (word: string) => stemmer.stem([word])[0] ?? word;

const unknownLanguage = (code: string): Language => ({
  code,
  stem: (word) => word,
  sound: (word) => word,
  expand: (text) => text,
  common: new Set(),
  courtesies: new Set(),
  synonyms: [],
  vocabulary: new Set(),
  leadIns: [],
  yes: ['yes', 'ok'],
  no: ['no'],
  maybe: [],
  unsure: [],
  numbers: { values: dictionary({}), factors: dictionary({}), joints: [] },
  calendar: {
    months: [],
    weekdays: [],
    days: {},
    next: [],
    last: [],
    hours: {},
    morning: [],
    afternoon: [],
    units: dictionary({}),
    ahead: [],
    ago: [],
  },
});
