import i18next, { type i18n } from 'i18next';
import { ApiError } from '../../../web/src/api/problem.ts';
import { en } from '../../../web/src/i18n/en.ts';
import { es } from '../../../web/src/i18n/es.ts';
import { serverWords } from '../../../web/src/i18n/server-words.ts';

const speaking = (lng: 'en' | 'es'): i18n => {
  const made = i18next.createInstance();
  void made.init({
    lng,
    fallbackLng: 'en',
    resources: { en: { translation: en }, es: { translation: es } },
    interpolation: { escapeValue: false },
  });
  return made;
};

describe('what the server says', () => {
  const reason = { code: 'NotAnImage', message: 'no decoder can read it' };

  it('is said in the reader’s language by its code', () => {
    expect(serverWords('reasons', reason, speaking('es').t)).toBe('No es una imagen, diga lo que diga su nombre.');
    expect(serverWords('reasons', reason, speaking('en').t)).toBe('This is not an image, whatever its name says.');
    expect(serverWords('problems', new ApiError(404, 'no x', { code: 'not-found' }), speaking('es').t)).toBe(
      'No existe, o no todavía.',
    );
  });

  it.each([
    ['whose code is not known', 'MadeTomorrow'],
    ['without a code', undefined],
    ['whose code is a path', 'NotAnImage.length'],
    ['whose code is nothing', ''],
  ])('%s stays in its own words, as they are', (_, code) => {
    const message = 'of {{tomorrow}}, see $t(views.chat)';
    expect(serverWords('reasons', { code, message }, speaking('es').t)).toBe(message);
  });

  it('has words for the same codes in both languages, and no two the same by mistake', () => {
    const codes = (words: typeof en) =>
      Object.entries(words.server).flatMap(([group, said]) => Object.keys(said).map((code) => `${group}.${code}`));
    expect(codes(es)).toEqual(codes(en));
    for (const group of ['reasons', 'problems', 'fields'] as const) {
      const said = Object.values(es.server[group]);
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
