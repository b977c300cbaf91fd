import { type DayTest, daysIn, parseDays } from './cron-days.ts';
import { parseField } from './cron-field.ts';
import type { Schedule } from './schedule.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const LAST_YEAR = 2199;
const MINUTE_MILLISECONDS = 60_000;

interface Cron {
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  readonly days: DayTest;
}

/** Six fields: minutes, hours, day of month, month, day of week, year. */
export function parseCron(text: string): Schedule | undefined {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) return undefined;
  const [minute = '', hour = '', ofMonth = '', month = '', ofWeek = '', year = ''] = fields;
  const minutes = parseField(minute, { low: 0, high: 59 });
  const hours = parseField(hour, { low: 0, high: 23 });
  const months = parseField(month, { low: 1, high: 12, names: MONTHS });
  const years = parseField(year, { low: 1970, high: LAST_YEAR });
  const days = parseDays(ofMonth, ofWeek);
  if (!minutes || !hours || !months || !years || !days) return undefined;
  const cron = { minutes: ascending(minutes), hours: ascending(hours), months, years, days };
  return { next: (after) => nextOf(cron, after) };
}

const ascending = (values: ReadonlySet<number>) => [...values].sort((a, b) => a - b);

function nextOf(cron: Cron, after: number): number | undefined {
  const first = new Date((Math.floor(after / MINUTE_MILLISECONDS) + 1) * MINUTE_MILLISECONDS);
  const firstDay = Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), first.getUTCDate());
  for (let year = first.getUTCFullYear(); year <= LAST_YEAR; year += 1) {
    if (!cron.years.has(year)) continue;
    for (let month = 1; month <= 12; month += 1) {
      if (!cron.months.has(month)) continue;
      for (let day = 1; day <= daysIn({ year, month }); day += 1) {
        const date = Date.UTC(year, month - 1, day);
        if (date < firstDay || !cron.days({ year, month, day })) continue;
        const time = timeOfDay(cron, date, first.getTime());
        if (time !== undefined) return time;
      }
    }
  }
  return undefined;
}

/** The first time of a day that is not before `earliest`. */
function timeOfDay({ hours, minutes }: Cron, date: number, earliest: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const time = date + (hour * 60 + minute) * MINUTE_MILLISECONDS;
      if (time >= earliest) return time;
    }
  }
  return undefined;
}
