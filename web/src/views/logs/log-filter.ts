import type { Query } from '../../api/api-client.ts';
import { LEVELS, type Level } from './log-types.ts';

const MINUTE_MILLISECONDS = 60_000;
const HOUR_MILLISECONDS = 60 * MINUTE_MILLISECONDS;

/** How far back one may look, in milliseconds. */
const RANGES = {
  quarter: 15 * MINUTE_MILLISECONDS,
  hour: HOUR_MILLISECONDS,
  day: 24 * HOUR_MILLISECONDS,
  week: 7 * 24 * HOUR_MILLISECONDS,
} as const;

export const RANGE_NAMES = ['all', 'quarter', 'hour', 'day', 'week', 'between'] as const;
export type RangeName = (typeof RANGE_NAMES)[number];

/** Which logs are wanted. What is empty does not matter. */
export interface LogFilter {
  readonly level: Level | '';
  readonly service: string;
  readonly text: string;
  readonly range: RangeName;
  /** Of the range `between`: local times as fields give them, `2026-03-01T10:00`. */
  readonly from: string;
  readonly to: string;
}

export const NO_FILTER: LogFilter = { level: '', service: '', text: '', range: 'all', from: '', to: '' };

/** The filter that an address names; what it names wrongly does not count. */
export function filterOf(search: URLSearchParams): LogFilter {
  const level = search.get('level')?.toUpperCase();
  const range = search.get('range');
  return {
    level: LEVELS.find((known) => known === level) ?? '',
    service: search.get('service') ?? '',
    text: search.get('text') ?? '',
    range: RANGE_NAMES.find((known) => known === range) ?? 'all',
    from: localTime(search.get('from')),
    to: localTime(search.get('to')),
  };
}

/** The address of a filter, beside what else is in the address. */
export function addressOf(filter: LogFilter, search: URLSearchParams): URLSearchParams {
  const address = new URLSearchParams(search);
  for (const [name, value] of Object.entries(filter)) {
    const isPlain =
      value === '' || value === 'all' || (filter.range !== 'between' && (name === 'from' || name === 'to'));
    if (isPlain) address.delete(name);
    else address.set(name, value);
  }
  return address;
}

/**
 * What the API is asked. The times are fixed here: all pages of a list have to be of the same span, or their cursors would not fit.
 */
export function queryOf({ level, service, text, range, from, to }: LogFilter, now: Date): Query {
  const common = { level: level || undefined, service: service.trim() || undefined, text: text.trim() || undefined };
  if (range === 'all') return common;
  if (range === 'between') return { ...common, from: instant(from), to: instant(to) };
  return { ...common, from: new Date(now.getTime() - RANGES[range]).toISOString() };
}

export function isFiltered(filter: LogFilter): boolean {
  return Object.entries(filter).some(([name, value]) => value !== '' && !(name === 'range' && value === 'all'));
}

/** New logs can be followed unless the filter ends somewhere in the past. */
export function canBeFollowed({ range, to }: LogFilter): boolean {
  return range !== 'between' || to === '';
}

function localTime(text: string | null): string {
  return text !== null && !Number.isNaN(Date.parse(text)) ? text : '';
}

function instant(local: string): string | undefined {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
