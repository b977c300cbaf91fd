import { type Distribution, emptyDistribution, merge } from './distribution.ts';
import type { Bucket, Metric, MetricStore, Span } from './metric-store.ts';

export interface PeriodQuery extends Span {
  readonly metric: Metric;
  readonly periodSeconds: number;
  /** Only values in this unit; default any. */
  readonly unit?: string | undefined;
}

/** Values of one period. */
export interface Period {
  /** Epoch seconds. */
  readonly at: number;
  readonly unit: string;
  readonly distribution: Distribution;
}

/** The values of a metric by period, oldest first, periods without values left out. Values of different units stay apart. */
export function periods(store: MetricStore, { metric, start, end, periodSeconds, unit }: PeriodQuery): Period[] {
  const found = new Map<string, Period>();
  for (const bucket of store.buckets(metric, { start, end })) {
    if (unit !== undefined && bucket.unit !== unit) continue;
    const at = start + Math.floor((bucket.at - start) / periodSeconds) * periodSeconds;
    merge(periodAt(found, at, bucket), bucket.distribution);
  }
  return [...found.values()];
}

function periodAt(found: Map<string, Period>, at: number, { unit }: Bucket): Distribution {
  const key = `${at} ${unit}`;
  const known = found.get(key) ?? { at, unit, distribution: emptyDistribution() };
  found.set(key, known);
  return known.distribution;
}
