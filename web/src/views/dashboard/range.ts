import type { Query } from '../../api/api-client.ts';

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 60 * MINUTE_SECONDS;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How much time the plots show, and in what steps. */
const RANGES = {
  hour: { seconds: HOUR_SECONDS, period: MINUTE_SECONDS },
  day: { seconds: DAY_SECONDS, period: 15 * MINUTE_SECONDS },
  week: { seconds: 7 * DAY_SECONDS, period: HOUR_SECONDS },
  month: { seconds: 30 * DAY_SECONDS, period: 6 * HOUR_SECONDS },
} as const;

export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = ['hour', 'day', 'week', 'month'] as const satisfies readonly RangeName[];

/** What the API is asked, to the full minute: the same question within it is answered from the browser's cache. */
export function activityQuery(range: RangeName, now: Date): Query {
  const { seconds, period } = RANGES[range];
  const minute = Math.floor(now.getTime() / 1000 / MINUTE_SECONDS) * MINUTE_SECONDS;
  return { from: new Date((minute - seconds) * 1000).toISOString(), period };
}

/** A period as one says it: `{unit: 'hours', count: 6}`. */
export function periodInWords(seconds: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  if (seconds % DAY_SECONDS === 0) return { unit: 'days', count: seconds / DAY_SECONDS };
  if (seconds % HOUR_SECONDS === 0) return { unit: 'hours', count: seconds / HOUR_SECONDS };
  return { unit: 'minutes', count: Math.max(1, Math.round(seconds / MINUTE_SECONDS)) };
}

/** How long something has been going on, in its largest unit. */
export function longSince(seconds: number, language: string): string {
  const [unit, size] =
    seconds >= DAY_SECONDS
      ? (['day', DAY_SECONDS] as const)
      : seconds >= HOUR_SECONDS
        ? (['hour', HOUR_SECONDS] as const)
        : (['minute', MINUTE_SECONDS] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.floor(seconds / size),
  );
}
