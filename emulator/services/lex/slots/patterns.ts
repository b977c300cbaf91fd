import { foundValue, type SlotKind, type Utterance } from './slot-value.ts';

/** Values that a regular expression tells apart from other text. */
const patternKind = (pattern: RegExp, interpret: (original: string) => string = (original) => original): SlotKind => ({
  find: (utterance) =>
    [...utterance.text.matchAll(pattern)].flatMap(({ 0: original, index }) => {
      const covered = wordsBetween(utterance, index, index + original.length);
      if (!covered) return [];
      const interpreted = interpret(original);
      return [{ ...foundValue(utterance, covered.from, covered.to, interpreted), originalValue: original }];
    }),
});

function wordsBetween({ words }: Utterance, start: number, end: number) {
  const from = words.findIndex((word) => word.end > start);
  const after = words.findIndex((word) => word.start >= end);
  const to = after < 0 ? words.length : after;
  return from < 0 || to <= from ? undefined : { from, to };
}

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-email.html */
export const emailKind = patternKind(/[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+/g);

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-phone.html: digits alone, with the + of a country's code. */
export const phoneKind = patternKind(/\+?\(?\d[\d\s().-]{5,18}\d/g, (original) => original.replace(/[^\d+]/g, ''));

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-uk-postal-code.html */
export const ukPostalCodeKind = patternKind(/\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/gi, (original) => {
  const compact = original.replace(/\s/g, '').toUpperCase();
  return `${compact.slice(0, -3)} ${compact.slice(-3)}`;
});

/**
 * https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-alphanumerics.html: letters and digits.
 *
 * @param filter regular expression that a value must match whole, when the slot type has one
 */
export function alphaNumericKind(filter?: string): SlotKind {
  const whole = filter === undefined ? undefined : new RegExp(`^(?:${filter})$`);
  const fits = (value: string) => (whole ? whole.test(value) : /\d/.test(value));
  return {
    find: (utterance) =>
      utterance.words.flatMap(({ raw }, from) => (fits(raw) ? [foundValue(utterance, from, from + 1, raw)] : [])),
    accept(utterance, from, to) {
      const value = utterance.words
        .slice(from, to)
        .map(({ raw }) => raw)
        .join('');
      const allowed = /^[\p{L}\p{N}]+$/u.test(value) || whole !== undefined;
      return allowed && (!whole || whole.test(value)) ? foundValue(utterance, from, to, value) : undefined;
    },
  };
}
