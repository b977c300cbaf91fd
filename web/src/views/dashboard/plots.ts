import { LEVELS } from '../logs/log-types.ts';
import type { Activity } from './dashboard-types.ts';

/** A colour of dashboard.css. */
export type PlotColour = 'quiet' | 'main' | 'second' | 'warn' | 'bad' | 'worst';

/** Each has its words in the translations. */
export type SeriesName =
  | 'average'
  | 'p95'
  | 'people'
  | 'bot'
  | 'failedFunctions'
  | 'failedRequests'
  | 'failedImages'
  | 'failedNotifications'
  | (typeof LEVELS)[number]
  | (typeof PRIORITIES)[number];

export interface PlotSeries {
  readonly name: SeriesName;
  readonly colour: PlotColour;
  /** Null where there was nothing to measure. */
  readonly values: readonly (number | null)[];
  /** So that lines differ without their colour. */
  readonly isDashed?: boolean;
}

export interface Plot {
  readonly name: 'processing' | 'logLevels' | 'priorities' | 'messages' | 'errors';
  /** Counts are of a period, and may be added up; the others may not. */
  readonly unit: 'milliseconds' | 'perMinute' | 'perPeriod';
  /** Parts of a whole are stacked bars, measures are lines. */
  readonly kind: 'bars' | 'lines';
  readonly series: readonly PlotSeries[];
}

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
const LEVEL_COLOURS = { DEBUG: 'quiet', INFO: 'main', WARNING: 'warn', ERROR: 'bad', CRITICAL: 'worst' } as const;
const PRIORITY_COLOURS = { low: 'quiet', normal: 'main', high: 'warn', urgent: 'bad' } as const;

/** What the dashboard draws. */
export function plotsOf({ imageProcessingMilliseconds, logs, notifications, ...rest }: Activity): Plot[] {
  const { messagesPerMinute, errors } = rest;
  return [
    {
      name: 'processing',
      unit: 'milliseconds',
      kind: 'lines',
      series: [
        { name: 'average', colour: 'main', values: imageProcessingMilliseconds.average },
        { name: 'p95', colour: 'warn', values: imageProcessingMilliseconds.p95, isDashed: true },
      ],
    },
    {
      name: 'logLevels',
      unit: 'perPeriod',
      kind: 'bars',
      series: LEVELS.map((name) => ({ name, colour: LEVEL_COLOURS[name], values: logs[name] })),
    },
    {
      name: 'priorities',
      unit: 'perPeriod',
      kind: 'bars',
      series: PRIORITIES.map((name) => ({ name, colour: PRIORITY_COLOURS[name], values: notifications[name] })),
    },
    {
      name: 'messages',
      unit: 'perMinute',
      kind: 'bars',
      series: [
        { name: 'people', colour: 'main', values: messagesPerMinute.people },
        { name: 'bot', colour: 'second', values: messagesPerMinute.bot },
      ],
    },
    {
      name: 'errors',
      unit: 'perPeriod',
      kind: 'bars',
      series: [
        { name: 'failedFunctions', colour: 'bad', values: errors.functions },
        { name: 'failedRequests', colour: 'worst', values: errors.requests },
        { name: 'failedImages', colour: 'warn', values: errors.images },
        { name: 'failedNotifications', colour: 'main', values: errors.notifications },
      ],
    },
  ];
}

export function isEmpty({ series }: Plot): boolean {
  return series.every(({ values }) => values.every((value) => !value));
}

/** How many there were in all; undefined for what cannot be added up. */
export function totalOf({ unit }: Plot, { values }: PlotSeries): number | undefined {
  if (unit !== 'perPeriod') return undefined;
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

/** For a table: the times at which there was anything, newest first. */
export function rowsOf({ series }: Plot, times: readonly string[]) {
  const rows = times.map((time, index) => ({ time, values: series.map(({ values }) => values[index] ?? null) }));
  return rows.filter(({ values }) => values.some(Boolean)).reverse();
}

/** Each series on top of those before it. */
export function stacked(series: readonly PlotSeries[]): number[][] {
  const sums: number[] = [];
  return series.map(({ values }) =>
    values.map((value, index) => {
      const sum = (sums[index] ?? 0) + (value ?? 0);
      sums[index] = sum;
      return sum;
    }),
  );
}
