import { objectsCounter } from '../../files/file-row.ts';
import type { Totals } from '../../shared/ledger/totals.ts';

export interface StatsPorts {
  totals(): Promise<(domain: 'images' | 'logs' | 'notifications' | 'files') => Totals>;
  /** Since when there have been counters. */
  since(): Promise<Date>;
  /** What the buckets hold, as the counters of files call it. */
  readonly contents: readonly string[];
  now(): Date;
}

/** Costs the same whatever there is to count. */
export async function getStats({ totals, since, contents, now }: StatsPorts) {
  const [of, start] = await Promise.all([totals(), since()]);
  const time = now();
  return {
    images: of('images')('total'),
    logs: of('logs')('total'),
    notifications: of('notifications')('total'),
    files: contents.reduce((sum, holds) => sum + of('files')(objectsCounter(holds)), 0),
    uptimeSeconds: Math.max(0, Math.floor((time.getTime() - start.getTime()) / 1000)),
    generatedAt: time.toISOString(),
  };
}
