import type { PartOfDay } from '../bot/language.ts';

/** Until which hour which part of the day lasts, in the order of the day. */
const ENDS: readonly (readonly [hour: number, part: PartOfDay])[] = [
  [5, 'night'],
  [12, 'morning'],
  [18, 'afternoon'],
  [23, 'evening'],
  [24, 'night'],
];

/** @param timeZone IANA, such as `America/Bogota` */
export function partOfDay(now: Date, timeZone: string): PartOfDay {
  const hour = Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone }).format(now));
  return ENDS.find(([end]) => hour < end)?.[1] ?? 'night';
}
