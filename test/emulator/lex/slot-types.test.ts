import { languageOf } from '../../../emulator/services/lex/languages/languages.ts';
import { builtInKind } from '../../../emulator/services/lex/slots/built-in.ts';
import { customKind } from '../../../emulator/services/lex/slots/custom.ts';
import { wordsOf } from '../../../emulator/services/lex/understanding/words.ts';

/** A Wednesday. */
const NOW = Date.UTC(2026, 6, 1, 12);

const utterance = (text: string, localeId = 'en_US') => ({
  text,
  words: wordsOf(text),
  language: languageOf(localeId),
  now: NOW,
});

const found = (type: string, text: string, localeId?: string) =>
  (builtInKind(`AMAZON.${type}`)?.find(utterance(text, localeId)) ?? []).map(
    ({ interpretedValue }) => interpretedValue,
  );

describe('built-in slot types in English', () => {
  it.each([
    ['Number', 'I have 42 of them', ['42']],
    ['Number', 'one hundred and twenty three', ['123']],
    ['Number', 'twenty-two', ['22']],
    ['Number', '1,250 or two thousand', ['1250', '2000']],
    ['Number', 'four five', ['4', '5']],
    ['Percentage', 'about 15% or ten percent', ['15', '10']],
    ['Date', 'tomorrow', ['2026-07-02']],
    ['Date', 'next friday', ['2026-07-03']],
    ['Date', 'last Friday', ['2026-06-26']],
    ['Date', 'on July 4th', ['2026-07-04']],
    ['Date', 'the 4th of March', ['2027-03-04']],
    ['Date', 'December 25, 2027', ['2027-12-25']],
    ['Date', '2026-12-24', ['2026-12-24']],
    ['Date', '7/14/2026', ['2026-07-14']],
    ['Date', 'in two weeks', ['2026-07-15']],
    ['Date', '3 days ago', ['2026-06-28']],
    ['Date', 'the 31st of February', []],
    ['Time', 'at 3pm', ['15:00']],
    ['Time', '10:30 in the morning', ['10:30']],
    ['Time', 'five in the afternoon', ['17:00']],
    ['Time', 'noon', ['12:00']],
    ['Time', '12 am', ['00:00']],
    ['Time', 'seven', []],
    ['Duration', '2 hours and 30 minutes', ['PT2H30M']],
    ['Duration', 'three weeks', ['P3W']],
    ['Duration', 'a day', ['P1D']],
    ['EmailAddress', 'write to ana.diaz+x@example.co.uk please', ['ana.diaz+x@example.co.uk']],
    ['PhoneNumber', 'call +1 (555) 010-9999', ['+15550109999']],
    ['AlphaNumeric', 'my code is AB12', ['AB12']],
    ['UKPostalCode', 'it is sw1a 1aa', ['SW1A 1AA']],
    ['Confirmation', 'yeah', ['Yes']],
    ['Confirmation', 'not really', ['No']],
    ['Confirmation', 'I am not sure', ['Dont Know']],
  ])('%s in "%s"', (type, text, values) => {
    expect(found(type, text)).toEqual(values);
  });
});

describe('built-in slot types in Spanish', () => {
  it.each([
    ['Number', 'dos mil quinientos treinta y uno', ['2531']],
    ['Number', 'veintidós', ['22']],
    ['Date', 'mañana', ['2026-07-02']],
    ['Date', 'pasado mañana', ['2026-07-03']],
    ['Date', 'el próximo lunes', ['2026-07-06']],
    ['Date', '4 de julio de 2027', ['2027-07-04']],
    ['Date', '14/7/2026', ['2026-07-14']],
    ['Date', 'dentro de tres días', ['2026-07-04']],
    ['Date', 'hace 2 semanas', ['2026-06-17']],
    ['Time', 'a las 3 de la tarde', ['15:00']],
    ['Time', 'mediodía', ['12:00']],
    ['Duration', 'dos horas y media hora', ['PT2H']],
    ['Confirmation', 'claro que sí', ['Yes']],
  ])('%s in "%s"', (type, text, values) => {
    expect(found(type, text, 'es_419')).toEqual(values);
  });
});

describe('names and places', () => {
  it('are taken as they are said, up to four words', () => {
    const kind = builtInKind('AMAZON.City');
    const text = utterance('San Francisco');
    expect(kind?.find(text)).toEqual([]);
    expect(kind?.accept?.(text, 0, 2)?.interpretedValue).toBe('San Francisco');
    expect(kind?.accept?.(utterance('one two three four five'), 0, 5)).toBeUndefined();
  });
});

describe('a slot type of the bot', () => {
  const values = [
    { SampleValue: { Value: 'large' }, Synonyms: [{ Value: 'very big' }] },
    { SampleValue: { Value: 'small' }, Synonyms: [{ Value: 'tiny' }] },
  ];
  const kind = (ResolutionStrategy: 'ORIGINAL_VALUE' | 'TOP_RESOLUTION') =>
    customKind(
      { Name: 'Size', SlotTypeValues: values, ValueSelectionSetting: { ResolutionStrategy } },
      languageOf('en_US'),
    );

  it('answers the value that a synonym stands for with TOP_RESOLUTION', () => {
    expect(kind('TOP_RESOLUTION').find(utterance('a very big one'))).toMatchObject([
      { originalValue: 'very big', interpretedValue: 'large', resolvedValues: ['large'] },
    ]);
  });

  it('answers what was said with ORIGINAL_VALUE, and takes what is not listed', () => {
    expect(kind('ORIGINAL_VALUE').find(utterance('Tiny'))).toMatchObject([
      { interpretedValue: 'Tiny', resolvedValues: ['small'] },
    ]);
    expect(kind('ORIGINAL_VALUE').accept?.(utterance('medium'), 0, 1)).toMatchObject({
      interpretedValue: 'medium',
      resolvedValues: [],
    });
    expect(kind('TOP_RESOLUTION').accept).toBeUndefined();
  });

  it('holds text to the regular expression of an extended AMAZON.AlphaNumeric', () => {
    const plate = customKind(
      {
        Name: 'Plate',
        ParentSlotTypeSignature: 'AMAZON.AlphaNumeric',
        ValueSelectionSetting: { ResolutionStrategy: 'ORIGINAL_VALUE', RegexFilter: { Pattern: '[A-Z]{3}[0-9]{3}' } },
      },
      languageOf('en_US'),
    );
    expect(plate.find(utterance('it is ABC123 not AB12')).map(({ interpretedValue }) => interpretedValue)).toEqual([
      'ABC123',
    ]);
    expect(plate.accept?.(utterance('XYZ 1'), 0, 2)).toBeUndefined();
  });
});
