import type { DurationUnit } from '../languages/language.ts';
import { spanAt } from './durations.ts';
import { numberAt } from './numbers.ts';
import { longestPhraseAt, phraseAt, type SlotKind, scan, type Utterance } from './slot-value.ts';

interface ReadDate {
  /** Epoch milliseconds of midnight, in universal time. */
  readonly date: number;
  readonly to: number;
}

const DAY_MILLISECONDS = 86_400_000;

const midnight = (now: number) => now - (now % DAY_MILLISECONDS);

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-date.html: a day that is named without its year is the next one. */
export const dateKind: SlotKind = {
  find: (utterance) =>
    scan(utterance, (from) => {
      const read =
        written(utterance, from) ?? relative(utterance, from) ?? weekday(utterance, from) ?? named(utterance, from);
      return read && { to: read.to, value: new Date(read.date).toISOString().slice(0, 10) };
    }),
};

/** `2026-07-04`, `7/4/2026` (in Spanish the day comes first). */
function written({ words, language, now }: Utterance, from: number): ReadDate | undefined {
  const plain = words[from]?.plain ?? '';
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), from + 1);
  const slashes = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?$/.exec(plain);
  if (!slashes) return undefined;
  const [first, second] = [Number(slashes[1]), Number(slashes[2])];
  const [month, day] = language.code === 'en' ? [first, second] : [second, first];
  if (!slashes[3]) return nextDay(month, day, now, from + 1);
  const year = Number(slashes[3]);
  return dayOf(year < 100 ? 2_000 + year : year, month, day, from + 1);
}

/** `tomorrow`, `in two weeks`, `hace tres días`, `3 days ago` */
function relative(utterance: Utterance, from: number): ReadDate | undefined {
  const { words, language, now } = utterance;
  const { days, ahead, ago } = language.calendar;
  const named = longestPhraseAt(words, from, Object.keys(days));
  if (named) return { date: midnight(now) + (days[named.phrase] ?? 0) * DAY_MILLISECONDS, to: named.to };
  const before = longestPhraseAt(words, from, [...ahead, ...ago]);
  const span = spanAt(utterance, before?.to ?? from);
  if (!span) return undefined;
  const after = longestPhraseAt(words, span.to, ago);
  if (!before && !after) return undefined;
  const past = (before && ago.includes(before.phrase)) || after !== undefined;
  const date = span.parts.reduce((time, { unit, count }) => moved(time, unit, past ? -count : count), now);
  return { date: midnight(date), to: after?.to ?? span.to };
}

/** `next friday`, `el lunes`, `viernes pasado` */
function weekday({ words, language, now }: Utterance, from: number): ReadDate | undefined {
  const { weekdays, next, last } = language.calendar;
  const qualifier = [...next, ...last].find((word) => words[from]?.plain === word);
  const place = qualifier ? from + 1 : from;
  const day = weekdays.indexOf(words[place]?.plain ?? '');
  if (day < 0) return undefined;
  const trailing = [...next, ...last].find((word) => words[place + 1]?.plain === word);
  const past = last.includes(qualifier ?? trailing ?? '');
  const ahead = (day - new Date(now).getUTCDay() + 7) % 7;
  const distance = past ? ahead - 7 : ahead || 7;
  return { date: midnight(now) + distance * DAY_MILLISECONDS, to: place + (!qualifier && trailing ? 2 : 1) };
}

/** `July 4th`, `4 de julio de 2027`, `the 4th of July` */
function named(utterance: Utterance, from: number): ReadDate | undefined {
  const { words, language, now } = utterance;
  const monthAt = (place: number) => language.calendar.months.indexOf(words[place]?.plain ?? '') + 1;
  const skip = (place: number) =>
    phraseAt(words, place, 'of') ?? phraseAt(words, place, 'de') ?? phraseAt(words, place, 'del') ?? place;
  const dayAt = (place: number) => {
    const ordinal = /^(\d{1,2})(?:st|nd|rd|th|ro)?$/.exec(words[place]?.plain ?? '');
    if (ordinal) return { value: Number(ordinal[1]), to: place + 1 };
    return numberAt(utterance, place);
  };
  const monthFirst = monthAt(from);
  const day = dayAt(monthFirst ? from + 1 : from);
  if (!day) return undefined;
  const month = monthFirst || monthAt(skip(day.to));
  if (!month) return undefined;
  const to = monthFirst ? day.to : skip(day.to) + 1;
  const year = /^\d{4}$/.exec(words[skip(to)]?.plain ?? '');
  if (year) return dayOf(Number(year[0]), month, day.value, skip(to) + 1);
  return nextDay(month, day.value, now, to);
}

function dayOf(year: number, month: number, day: number, to: number): ReadDate | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? { date: date.getTime(), to } : undefined;
}

function nextDay(month: number, day: number, now: number, to: number): ReadDate | undefined {
  const year = new Date(now).getUTCFullYear();
  const thisYear = dayOf(year, month, day, to);
  return thisYear && thisYear.date >= midnight(now) ? thisYear : (dayOf(year + 1, month, day, to) ?? thisYear);
}

function moved(time: number, unit: DurationUnit, count: number): number {
  const date = new Date(time);
  if (unit === 'Y') date.setUTCFullYear(date.getUTCFullYear() + count);
  else if (unit === 'M') date.setUTCMonth(date.getUTCMonth() + count);
  else
    return time + count * { W: 7 * DAY_MILLISECONDS, D: DAY_MILLISECONDS, TH: 3_600_000, TM: 60_000, TS: 1_000 }[unit];
  return date.getTime();
}
