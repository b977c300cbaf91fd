import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { MINUTE_RETENTION_SECONDS, SECOND_RETENTION_SECONDS } from '../limits.ts';
import { addValue, type Distribution, emptyDistribution, merge } from './distribution.ts';

export type Dimensions = Readonly<Record<string, string>>;

/** A metric: a name in a namespace, at one set of dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** Data points are kept by the minute, or by the second for metrics of high resolution. */
export type Resolution = 1 | 60;

/** A span of time's values in one unit. */
export interface Bucket {
  /** Epoch seconds. */
  readonly at: number;
  readonly unit: string;
  readonly distribution: Distribution;
}

/** Epoch seconds, from `start` (included) to `end` (excluded). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

interface MetricRow {
  readonly id: number;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: string;
}

interface DataRow {
  readonly at: number;
  readonly unit: string;
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly counts: string;
}

/** A bucket of values that are not written yet. */
interface Pending extends Bucket {
  readonly resolution: Resolution;
}

/** A metric that has a row. */
interface KnownMetric extends Metric {
  readonly id: number;
  lastAt: number;
  /** Seldom more than one: values come for the present minute. */
  pending: Pending[];
}

/**
 * Metrics and their data points. Values are gathered in memory and written when `flush` is called, which is before
 * anything is read and before PutMetricData answers; what AWS services report about themselves may wait a second.
 */
export class MetricStore {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #metrics = new Map<string, KnownMetric>();
  /** Those who measure much keep the dimensions that they measure at: then no text has to be put together to find the metric. */
  readonly #byDimensions = new WeakMap<Dimensions, Map<string, KnownMetric>>();
  /** Metrics with values that are not written. */
  readonly #unwritten = new Set<KnownMetric>();

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('cloudwatch', [
      `CREATE TABLE cloudwatch_metrics (id INTEGER PRIMARY KEY, namespace TEXT NOT NULL, name TEXT NOT NULL,
         dimensions TEXT NOT NULL, UNIQUE (namespace, name, dimensions)) STRICT;
       CREATE TABLE cloudwatch_data (metric_id INTEGER NOT NULL, resolution INTEGER NOT NULL, at INTEGER NOT NULL,
         unit TEXT NOT NULL, count REAL NOT NULL, sum REAL NOT NULL, min REAL NOT NULL, max REAL NOT NULL,
         counts TEXT NOT NULL, PRIMARY KEY (metric_id, at, resolution, unit)) STRICT, WITHOUT ROWID;
       CREATE INDEX cloudwatch_data_by_age ON cloudwatch_data (resolution, at)`,
    ]);
    for (const row of store.all<MetricRow>('SELECT * FROM cloudwatch_metrics')) {
      // Written by `#metricOf` alone.
      const dimensions = JSON.parse(row.dimensions) as Dimensions;
      const { id, namespace, name } = row;
      const metric = { id, namespace, name, dimensions, lastAt: this.#lastAt(id), pending: [] };
      this.#metrics.set(keyOf(metric), metric);
    }
  }

  /** @param atSeconds epoch seconds */
  add(metric: Metric, distribution: Distribution, unit: string, atSeconds: number, resolution: Resolution = 60): void {
    merge(this.#pendingOf(metric, unit, atSeconds, resolution), distribution);
  }

  /** Adds one value by the minute. @param atSeconds epoch seconds */
  addValue(metric: Metric, value: number, unit: string, atSeconds: number): void {
    addValue(this.#pendingOf(metric, unit, atSeconds, 60), value);
  }

  get hasPending(): boolean {
    return this.#unwritten.size > 0;
  }

  /** Writes what was gathered. */
  flush(): void {
    if (this.#unwritten.size === 0) return;
    this.#store.transaction(() => {
      for (const { id, pending } of this.#unwritten) for (const bucket of pending) this.#write(id, bucket);
    });
    for (const metric of this.#unwritten) metric.pending = [];
    this.#unwritten.clear();
  }

  /** All metrics, in the order in which they were first seen, with when they last had a value (epoch seconds). */
  all(): Iterable<Metric & { readonly lastAt: number }> {
    return this.#metrics.values();
  }

  /** The buckets of a metric in a span of time, of both resolutions, oldest first. */
  buckets(metric: Metric, { start, end }: Span): Bucket[] {
    this.flush();
    const known = this.#metrics.get(keyOf(metric));
    if (!known) return [];
    const rows = this.#store.all<DataRow>(
      'SELECT * FROM cloudwatch_data WHERE metric_id = ? AND at >= ? AND at < ? ORDER BY at',
      known.id,
      start,
      end,
    );
    return rows.map(({ at, unit, ...row }) => ({ at, unit, distribution: distributionOf(row) }));
  }

  /** Removes what is older than it need be kept. */
  expire(): void {
    const now = Math.floor(this.#clock.now() / 1_000);
    const remove = 'DELETE FROM cloudwatch_data WHERE resolution = ? AND at < ?';
    this.#store.run(remove, 60, now - MINUTE_RETENTION_SECONDS);
    this.#store.run(remove, 1, now - SECOND_RETENTION_SECONDS);
  }

  #write(metricId: number, { at, resolution, unit, distribution }: Pending): void {
    const row = this.#store.get<DataRow>(
      'SELECT * FROM cloudwatch_data WHERE metric_id = ? AND at = ? AND resolution = ? AND unit = ?',
      metricId,
      at,
      resolution,
      unit,
    );
    const all = row ? distributionOf(row) : emptyDistribution();
    merge(all, distribution);
    this.#store.run(
      'INSERT OR REPLACE INTO cloudwatch_data (metric_id, resolution, at, unit, count, sum, min, max, counts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      metricId,
      resolution,
      at,
      unit,
      all.count,
      all.sum,
      all.min,
      all.max,
      JSON.stringify([...all.counts]),
    );
  }

  #pendingOf(metric: Metric, unit: string, atSeconds: number, resolution: Resolution): Distribution {
    const known = this.#metricOf(metric);
    if (atSeconds > known.lastAt) known.lastAt = atSeconds;
    const at = Math.floor(atSeconds / resolution) * resolution;
    for (const pending of known.pending) {
      if (pending.at === at && pending.unit === unit && pending.resolution === resolution) return pending.distribution;
    }
    const distribution = emptyDistribution();
    known.pending.push({ at, resolution, unit, distribution });
    this.#unwritten.add(known);
    return distribution;
  }

  #metricOf(metric: Metric): KnownMetric {
    const near = this.#byDimensions.get(metric.dimensions)?.get(metric.name);
    if (near?.namespace === metric.namespace) return near;
    const key = keyOf(metric);
    const known = this.#metrics.get(key) ?? this.#insert(metric, key);
    const siblings = this.#byDimensions.get(metric.dimensions) ?? new Map<string, KnownMetric>();
    this.#byDimensions.set(metric.dimensions, siblings.set(metric.name, known));
    return known;
  }

  #insert({ namespace, name, dimensions }: Metric, key: string): KnownMetric {
    const row = this.#store.get<{ id: number }>(
      'INSERT INTO cloudwatch_metrics (namespace, name, dimensions) VALUES (?, ?, ?) RETURNING id',
      namespace,
      name,
      canonical(dimensions),
    );
    const added = { namespace, name, dimensions, id: row?.id ?? 0, lastAt: 0, pending: [] };
    this.#metrics.set(key, added);
    return added;
  }

  #lastAt(metricId: number): number {
    return (
      this.#store.get<{ at: number | null }>('SELECT MAX(at) AS at FROM cloudwatch_data WHERE metric_id = ?', metricId)
        ?.at ?? 0
    );
  }
}

function distributionOf({ count, sum, min, max, counts }: Omit<DataRow, 'at' | 'unit'>): Distribution {
  // Written by `#write` alone.
  return { count, sum, min, max, counts: new Map(JSON.parse(counts) as [number, number][]) };
}

function canonical(dimensions: Dimensions): string {
  const names = Object.keys(dimensions);
  // Most have one or two, and in order: asked for every value of every metric, this is not to sort what is sorted.
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  return JSON.stringify(
    isSorted ? dimensions : Object.fromEntries(names.sort().map((name) => [name, dimensions[name]])),
  );
}

const keyOf = ({ namespace, name, dimensions }: Metric) => `${namespace}\0${name}\0${canonical(dimensions)}`;
