import { locale } from '../../../emulator/services/lex/definition/locale.ts';
import { Understanding } from '../../../emulator/services/lex/understanding/understanding.ts';
import { OUT_OF_SCOPE_ENGLISH, OUT_OF_SCOPE_SPANISH } from '../../support/out-of-scope.ts';
import { ENGLISH_LOCALE, SPANISH_LOCALE } from './support/help-desk-bot.ts';
import { UNSEEN_ENGLISH, UNSEEN_SPANISH } from './support/unseen-utterances.ts';

const THRESHOLD = 0.4;

const understood = (definition: unknown) => {
  const understanding = new Understanding(locale.parse(definition));
  return (text: string) => {
    const [top] = understanding.classify(understanding.utterance(text, 0));
    const intent = top && top.score >= THRESHOLD ? top.intent : 'none';
    const values = Object.values(top?.slots ?? {}).flat();
    return { intent, score: top?.score, values: values.map(({ interpretedValue }) => interpretedValue) };
  };
};

describe.each([
  ['English', ENGLISH_LOCALE, UNSEEN_ENGLISH, OUT_OF_SCOPE_ENGLISH],
  ['Spanish', SPANISH_LOCALE, UNSEEN_SPANISH, OUT_OF_SCOPE_SPANISH],
])('a help desk in %s', (_language, definition, unseen, outOfScope) => {
  const understand = understood(definition);

  it('knows its samples for sure', () => {
    for (const { Name, ...intent } of definition.Intents) {
      if (!('SampleUtterances' in intent)) continue;
      for (const { Utterance } of intent.SampleUtterances ?? []) {
        if (!Utterance.includes('{'))
          expect([Utterance, understand(Utterance)]).toMatchObject([Utterance, { intent: Name, score: 1 }]);
      }
    }
  });

  it('has at least 27 of 30 texts right that are not among its samples', () => {
    const wrong = unseen.filter(([intent, text]) => understand(text).intent !== intent);
    expect(unseen).toHaveLength(30);
    expect(wrong.length).toBeLessThanOrEqual(3);
  });

  it('takes nothing that is none of its business for an intent', () => {
    expect(outOfScope.length).toBeGreaterThanOrEqual(20);
    expect(outOfScope.filter((text) => understand(text).intent !== 'none')).toEqual([]);
  });
});

describe('values of slots', () => {
  const understand = understood(ENGLISH_LOCALE);

  it.each([
    ['what is the status of my purchase', 'order'],
    ['where are my PARCELS?', 'delivery'],
    ['check my acount', 'account'],
    ['shipping status', 'delivery'],
  ])('are found in "%s"', (text, value) => {
    expect(understand(text)).toMatchObject({ intent: 'Status', values: [value] });
  });

  it('are not made of what only looks like them', () => {
    expect(understood(SPANISH_LOCALE)('¿cuánto cuesta?').intent).toBe('none');
  });
});

describe('words that programs know', () => {
  it.each(['constructor', '2 constructor', 'hello __proto__ toString', '???', '😀', '   '])(
    'are words as others in "%s"',
    (text) => {
      const { score } = understood(ENGLISH_LOCALE)(text);
      expect(score).toBeLessThan(1);
    },
  );
});

describe('a bot in a language without stems and synonyms', () => {
  it('still knows its samples, in any case and with slips of the finger', () => {
    const understand = understood({
      LocaleId: 'de_DE',
      NluConfidenceThreshold: THRESHOLD,
      Intents: [{ Name: 'Hallo', SampleUtterances: [{ Utterance: 'guten Morgen' }, { Utterance: 'hallo' }] }],
    });
    expect(understand('Guten Morgen!').intent).toBe('Hallo');
    expect(understand('guten Morgn').intent).toBe('Hallo');
    expect(understand('was kostet das').intent).toBe('none');
  });
});
