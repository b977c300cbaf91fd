/**
 * Values of a metric, summed up. For percentiles the values are counted by their first three digits, which is closer
 * than anyone reads a graph and keeps a minute of any number of values small.
 */
export interface Distribution {
  count: number;
  sum: number;
  min: number;
  max: number;
  /** How often each value, rounded to three digits, occurred. */
  counts: Map<number, number>;
}

const DIGITS = 3;

/** Counts, for the most part. */
const isShort = (value: number) => Number.isInteger(value) && Math.abs(value) < 10 ** DIGITS;

export const emptyDistribution = (): Distribution => ({
  count: 0,
  sum: 0,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
  counts: new Map(),
});

export function addValue(to: Distribution, value: number, times = 1): void {
  to.count += times;
  to.sum += value * times;
  to.min = Math.min(to.min, value);
  to.max = Math.max(to.max, value);
  const rounded = isShort(value) ? value : Number(value.toPrecision(DIGITS));
  to.counts.set(rounded, (to.counts.get(rounded) ?? 0) + times);
}

/** Values of which only the summary is known: percentiles take them all to be average, as AWS does for equal ones. */
export function addSummary(to: Distribution, { count, sum, min, max }: Omit<Distribution, 'counts'>): void {
  merge(to, { count, sum, min, max, counts: new Map([[Number((sum / count).toPrecision(DIGITS)), count]]) });
}

export function merge(to: Distribution, from: Distribution): void {
  to.count += from.count;
  to.sum += from.sum;
  to.min = Math.min(to.min, from.min);
  to.max = Math.max(to.max, from.max);
  for (const [value, times] of from.counts) to.counts.set(value, (to.counts.get(value) ?? 0) + times);
}

/** The value below which a part (0 to 1) of the values lies. */
export function percentile({ count, min, max, counts }: Distribution, part: number): number {
  if (part <= 0) return min;
  let left = part * count;
  for (const [value, times] of [...counts].sort(([a], [b]) => a - b)) {
    left -= times;
    if (left <= 0) return Math.min(max, Math.max(min, value));
  }
  return max;
}
