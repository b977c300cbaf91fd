import type { Schedule } from './schedule.ts';

const UNIT_MILLISECONDS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** `1 minute`, `5 minutes`: the unit is singular for 1 and plural otherwise. */
export function parseRate(text: string): Schedule | undefined {
  const [, digits, unit, plural] = /^\s*(\d+)\s+(minute|hour|day)(s?)\s*$/.exec(text) ?? [];
  const value = Number(digits);
  const milliseconds = UNIT_MILLISECONDS[unit ?? ''];
  if (!milliseconds || value < 1 || (value === 1) === (plural === 's')) return undefined;
  const period = value * milliseconds;
  return { next: (after, anchor) => anchor + period * Math.max(1, Math.floor((after - anchor) / period) + 1) };
}
