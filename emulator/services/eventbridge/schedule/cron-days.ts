import { type FieldRange, parseField, parseValue } from './cron-field.ts';

/** A day of a month, month and day counted from 1. */
export interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export type DayTest = (day: Day) => boolean;

const DAY_OF_MONTH: FieldRange = { low: 1, high: 31 };
/** Sunday is 1. */
const DAY_OF_WEEK: FieldRange = { low: 1, high: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };

export const daysIn = ({ year, month }: Omit<Day, 'day'>) => new Date(Date.UTC(year, month, 0)).getUTCDate();

const weekday = ({ year, month, day }: Day) => new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;

/**
 * The days that a cron expression names, by day of the month or of the week: one of the two must be `?`.
 * Beside the usual, `L` is the last day, `15W` the weekday nearest to the 15th, `6#3` the third Friday.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html#eb-cron-expressions
 */
export function parseDays(ofMonth: string, ofWeek: string): DayTest | undefined {
  if (ofMonth === '?' && ofWeek === '?') return undefined;
  if (ofWeek === '?') return parseDayOfMonth(ofMonth);
  return ofMonth === '?' ? parseDayOfWeek(ofWeek) : undefined;
}

function parseDayOfMonth(text: string): DayTest | undefined {
  if (text === 'L') return (day) => day.day === daysIn(day);
  if (text === 'LW') return (day) => day.day === nearestWeekday(day, daysIn(day));
  const [, near] = /^(\d+)W$/.exec(text) ?? [];
  if (near !== undefined) {
    const target = parseValue(near, DAY_OF_MONTH);
    return target === undefined ? undefined : (day) => target <= daysIn(day) && day.day === nearestWeekday(day, target);
  }
  const days = parseField(text, DAY_OF_MONTH);
  return days && (({ day }) => days.has(day));
}

/** The weekday nearest to a day, in the same month. */
function nearestWeekday(of: Day, day: number): number {
  const on = weekday({ ...of, day });
  if (on === 7) return day > 1 ? day - 1 : day + 2;
  if (on === 1) return day < daysIn(of) ? day + 1 : day - 2;
  return day;
}

function parseDayOfWeek(text: string): DayTest | undefined {
  const [, name, nth] = /^(\w+)#([1-5])$/.exec(text) ?? [];
  if (name !== undefined) {
    const on = parseValue(name, DAY_OF_WEEK);
    return on === undefined ? undefined : (day) => weekday(day) === on && Math.ceil(day.day / 7) === Number(nth);
  }
  const [, last] = /^(\w+)L$/.exec(text) ?? [];
  if (last !== undefined) {
    const on = parseValue(last, DAY_OF_WEEK);
    return on === undefined ? undefined : (day) => weekday(day) === on && day.day + 7 > daysIn(day);
  }
  const days = text === 'L' ? new Set([7]) : parseField(text, DAY_OF_WEEK);
  return days && ((day) => days.has(weekday(day)));
}
