import type { Language, Locale } from './language.ts';
import { LANGUAGES } from './languages.ts';

/** Words by which a language is known, beside those of the bot's own subjects. */
const COMMON: Readonly<Record<Locale, string>> = {
  en_US:
    'the a an is are was were do does did have has i you he she it we they my your this that and or not what when where who why how please thanks thank',
  es_419:
    'el la los las un una es son era ser estar está hay tiene tengo yo tú usted él ella nosotros mi tu su este esta eso y o no que qué cuando cuándo donde dónde quién por favor porfa ola gracias muchas con para de del al',
};

/**
 * Guesses in which language somebody writes, by the words that only one of the languages has, and by letters and signs that only Spanish
 * has. Lex has to be told, and asking it in both would cost twice as much.
 *
 * @returns the language that most of it speaks for; the first, when nothing speaks for any
 */
export function guessLocale(text: string): Locale {
  const words = wordsOf(text);
  const scores = LANGUAGES.map(({ locale }) => {
    const own = VOCABULARY.get(locale) ?? new Set();
    const found = words.filter((word) => own.has(word)).length;
    return { locale, score: found + (locale === 'es_419' && /[ñ¿¡]/i.test(text) ? 2 : 0) };
  });
  const best = scores.reduce((best, next) => (next.score > best.score ? next : best));
  return best.locale;
}

/** Without accents, which many leave out. */
function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain.match(/[a-z]+/g) ?? [];
}

function allWordsOf({ locale, utterances, synonyms }: Language): Set<string> {
  const samples = [...Object.values(utterances).flat(), ...Object.values(synonyms).flat()].map((sample) =>
    sample.replaceAll('{StatusType}', ''),
  );
  return new Set(wordsOf([...samples, COMMON[locale]].join(' ')));
}

/** The words that one language has and no other. */
const VOCABULARY: ReadonlyMap<Locale, ReadonlySet<string>> = new Map(
  LANGUAGES.map((language) => {
    const others = LANGUAGES.filter((other) => other !== language).map(allWordsOf);
    return [
      language.locale,
      new Set([...allWordsOf(language)].filter((word) => !others.some((known) => known.has(word)))),
    ];
  }),
);
