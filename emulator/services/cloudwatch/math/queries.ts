import type { Dimension, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { missing, validation } from '../errors.ts';
import type { Dimensions, Metric, MetricStore, Span } from '../metrics/metric-store.ts';
import { periods } from '../metrics/query.ts';
import { statistic } from '../metrics/statistics.ts';
import { compileMath } from './expression.ts';
import { isList, type MathValue, type Series } from './series.ts';

const DEFAULT_PERIOD_SECONDS = 60;

/**
 * The values of metric data queries, each a metric or an expression over the others, in a span of time.
 *
 * @returns values by the queries' ids, in their order
 * @throws AwsError ValidationException, MissingRequiredParameterException
 */
export function evaluateQueries(
  queries: readonly MetricDataQuery[],
  span: Span,
  store: MetricStore,
): Map<string, MathValue> {
  const byId = new Map(queries.map((query) => [query.Id ?? '', query]));
  const metrics = new Map<string, Series>();
  for (const [id, query] of byId) if (query.MetricStat) metrics.set(id, metricSeries(query, span, store));
  const periodSeconds = Math.max(DEFAULT_PERIOD_SECONDS, ...queries.map(({ MetricStat }) => MetricStat?.Period ?? 0));
  const context = { metrics, periodSeconds, times: timesIn(span, periodSeconds) };
  const values = new Map<string, MathValue>(metrics);
  const resolve = (id: string, path: readonly string[] = []): MathValue => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const expression = byId.get(id)?.Expression;
    if (expression === undefined) throw validation(`Error in expression: the id ${id} is not one of the queries'.`);
    if (path.includes(id)) throw validation(`Circular dependency between expressions: ${[...path, id].join(' -> ')}`);
    const value = compileMath(expression)((other) => resolve(other, [...path, id]), context);
    values.set(id, value);
    return value;
  };
  return new Map([...byId.keys()].map((id) => [id, resolve(id)]));
}

function metricSeries({ MetricStat: query }: MetricDataQuery, span: Span, store: MetricStore): Series {
  const { Metric, Period, Stat, Unit } = query ?? {};
  if (!Metric?.Namespace || !Metric.MetricName || !Stat) throw missing('MetricStat');
  const periodSeconds = Period ?? DEFAULT_PERIOD_SECONDS;
  const start = Math.floor(span.start / periodSeconds) * periodSeconds;
  const metric: Metric = {
    namespace: Metric.Namespace,
    name: Metric.MetricName,
    dimensions: dimensionsOf(Metric.Dimensions),
  };
  const value = statistic(Stat);
  const found = periods(store, { metric, start, end: span.end, periodSeconds, unit: Unit });
  return new Map(found.map(({ at, distribution }) => [at, value(distribution)]));
}

/** The one series of a value; a number counts for every time. */
export function asSeries(value: MathValue | undefined, times: readonly number[]): Series {
  if (typeof value === 'number') return new Map(times.map((at) => [at, value]));
  if (value === undefined || isList(value)) return new Map();
  return value instanceof Map ? value : new Map();
}

export function timesIn({ start, end }: Span, periodSeconds: number): number[] {
  const first = Math.floor(start / periodSeconds) * periodSeconds;
  const count = Math.max(0, Math.ceil((end - first) / periodSeconds));
  return Array.from({ length: count }, (_, index) => first + index * periodSeconds);
}

export function dimensionsOf(dimensions: readonly Dimension[] | undefined): Dimensions {
  return Object.fromEntries((dimensions ?? []).map(({ Name, Value }) => [Name ?? '', Value ?? '']));
}
