import { randomUUID } from 'node:crypto';
import { guessLocale } from '../../functions/chat/bot/guess-locale.ts';
import { LANGUAGES } from '../../functions/chat/bot/languages.ts';
import { type RunningLex, startLex } from '../emulator/lex/support/plumbing.ts';
import { templateOf } from '../infra/support/templates.ts';
import { ENGLISH, SPANISH } from './support/bot-utterances.ts';

const MOST_WRONG = 3;

describe.each([
  ['English', ENGLISH],
  ['Spanish', SPANISH],
])("the application's bot in %s", (_, { locale, unseen, outOfScope }) => {
  let lex: RunningLex;
  beforeAll(async () => {
    const [bot] = Object.values(templateOf('dev', 'chat').findResources('AWS::Lex::Bot'));
    lex = await startLex(bot?.Properties);
  }, 240_000);
  afterAll(() => lex?.close());

  /** The intent that Lex takes a text for, each in a session of its own. */
  const intentOf = async (text: string) => {
    const { sessionState } = await lex.say(text, { localeId: locale, sessionId: randomUUID() });
    return sessionState?.intent?.name;
  };
  const samples = new Set(
    LANGUAGES.flatMap(({ utterances }) => Object.values(utterances).flat()).map((sample) => plain(sample)),
  );
  const asked = Object.entries(unseen).flatMap(([intent, texts]) => texts.map((text) => ({ intent, text })));

  it('has at least 27 of 30 texts right that are not among its samples', async () => {
    expect(asked).toHaveLength(30);
    expect(asked.filter(({ text }) => samples.has(plain(text)))).toEqual([]);

    const wrong: string[] = [];
    for (const { intent, text } of asked) {
      const found = await intentOf(text);
      if (found !== intent) wrong.push(`${text}: ${found} instead of ${intent}`);
    }

    expect(wrong.slice(MOST_WRONG)).toEqual([]);
  });

  it('takes nothing that is none of its business for an intent', async () => {
    expect(outOfScope.length).toBeGreaterThanOrEqual(25);

    const taken: string[] = [];
    for (const text of outOfScope) {
      const found = await intentOf(text);
      if (found !== 'FallbackIntent') taken.push(`${text}: ${found}`);
    }

    expect(taken).toEqual([]);
  });

  it('is asked in the language of what was said', () => {
    const elsewhere = asked.filter(({ text }) => guessLocale(text) !== locale);
    expect(elsewhere.map(({ text }) => text)).toEqual([]);
  });
});

/** As far as a sample tells texts apart. */
function plain(text: string): string {
  const letters = text.toLowerCase().normalize('NFD');
  return letters.replaceAll(/[^a-z{} ]/g, '').trim();
}
