import type { DurationUnit } from '../languages/language.ts';
import { numberAt } from './numbers.ts';
import { type SlotKind, scan, type Utterance } from './slot-value.ts';

/** A span of time, and the place after it. */
export interface ReadSpan {
  readonly parts: readonly { readonly unit: DurationUnit; readonly count: number }[];
  readonly to: number;
}

/** Reads the span that begins at a word: `2 hours and 30 minutes`, `tres semanas`, `an hour`. */
export function spanAt(utterance: Utterance, from: number): ReadSpan | undefined {
  const { words, language } = utterance;
  const parts: ReadSpan['parts'][number][] = [];
  let to = from;
  for (let place = from; place < words.length; ) {
    const article = words[place]?.plain === 'a' || words[place]?.plain === 'an';
    const number = article ? { value: 1, to: place + 1 } : numberAt(utterance, place);
    const unit = number && language.calendar.units[words[number.to]?.plain ?? ''];
    if (!unit) break;
    parts.push({ unit, count: number.value });
    to = number.to + 1;
    place = language.numbers.joints.includes(words[to]?.plain ?? '') ? to + 1 : to;
  }
  return parts.length > 0 ? { parts, to } : undefined;
}

/** As ISO 8601 writes it: `PT2H30M`. */
function isoDuration({ parts }: ReadSpan): string {
  const text = (time: boolean) =>
    parts
      .filter(({ unit }) => unit.startsWith('T') === time)
      .map(({ unit, count }) => `${count}${unit.replace('T', '')}`)
      .join('');
  const time = text(true);
  return `P${text(false)}${time ? `T${time}` : ''}`;
}

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-duration.html */
export const durationKind: SlotKind = {
  find: (utterance) =>
    scan(utterance, (from) => {
      const span = spanAt(utterance, from);
      return span && { to: span.to, value: isoDuration(span) };
    }),
};
