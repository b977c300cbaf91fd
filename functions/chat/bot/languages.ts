import { english } from './english.ts';
import type { Language, Locale } from './language.ts';
import { spanish } from './spanish.ts';

/** The languages of the bot. The first is spoken where nothing says which. */
export const LANGUAGES: readonly [Language, ...Language[]] = [english, spanish];

export function languageOf(locale: Locale | string): Language {
  return LANGUAGES.find((language) => language.locale === locale) ?? LANGUAGES[0];
}
