import i18next from 'i18next';
import LanguageDetector from 'i18next-browser-languagedetector';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';

export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

/** English is part of the page; other languages are fetched by those who read them. */
const OTHERS: Record<Exclude<Language, 'en'>, () => Promise<object>> = {
  es: async () => (await import('./es.ts')).es,
};

/** Takes the language that was chosen here before, or else the browser's. */
export async function startTranslations(): Promise<void> {
  await i18next
    .use(LanguageDetector)
    .use(initReactI18next)
    .init({
      resources: { en: { translation: en } },
      fallbackLng: 'en',
      supportedLngs: Object.keys(LANGUAGES),
      nonExplicitSupportedLngs: true,
      load: 'languageOnly',
      detection: { order: ['localStorage', 'navigator'], lookupLocalStorage: 'telar.language', caches: [] },
      interpolation: { escapeValue: false }, // React escapes.
      partialBundledLanguages: true,
    });
  await useLanguage(currentLanguage());
}

export function currentLanguage(): Language {
  return i18next.resolvedLanguage === 'es' || i18next.language?.startsWith('es') ? 'es' : 'en';
}

/** Remembers the choice in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem('telar.language', language);
  await useLanguage(language);
}

async function useLanguage(language: Language): Promise<void> {
  if (language !== 'en' && !i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await OTHERS[language]());
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
