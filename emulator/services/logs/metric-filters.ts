import type { MetricFilter, MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { Documents } from '../../runtime/documents.ts';
import type { MetricSink } from '../../runtime/metrics.ts';
import type { Store } from '../../runtime/store.ts';
import { missing, notFound } from './errors.ts';
import { selectJson } from './filter-pattern/json-pattern.ts';
import type { Matcher } from './filter-pattern/matcher.ts';
import { compilePattern } from './filter-pattern/pattern.ts';
import type { LogGroup } from './log-groups.ts';

/** A metric filter as it is kept. */
export interface MetricFilterRecord {
  readonly groupName: string;
  readonly name: string;
  readonly pattern: string;
  readonly transformations: readonly MetricTransformation[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

/** Filters that make metrics of the messages of a group that match a pattern. */
export class MetricFilters {
  readonly #filters: Documents<MetricFilterRecord>;
  readonly #metrics: MetricSink;
  readonly #compiled = new Map<MetricFilterRecord, Matcher>();
  #byGroup = new Map<string, MetricFilterRecord[]>();

  constructor({ store, metrics }: { store: Store; metrics: MetricSink }) {
    this.#filters = new Documents(store, 'logs_metric_filters');
    this.#metrics = metrics;
    this.#group();
  }

  put(filter: MetricFilterRecord): void {
    if (!filter.name) throw missing('filterName');
    compilePattern(filter.pattern);
    this.#filters.set(keyOf(filter.groupName, filter.name), filter);
    this.#group();
  }

  /** @throws AwsError ResourceNotFoundException */
  delete(groupName: string, name: string): void {
    if (!this.#filters.delete(keyOf(groupName, name))) throw notFound('The specified metric filter does not exist.');
    this.#group();
  }

  all(): MetricFilterRecord[] {
    return this.#filters.all();
  }

  of(groupName: string): readonly MetricFilterRecord[] {
    return this.#byGroup.get(groupName) ?? [];
  }

  deleteOf(groupName: string): void {
    for (const { name } of this.of(groupName)) this.delete(groupName, name);
  }

  /** Puts the metrics that the filters of a group make of a message. */
  apply({ name }: LogGroup, message: string, timestamp: number): void {
    for (const filter of this.of(name)) {
      const fields = this.#matcher(filter)(message);
      for (const transformation of filter.transformations) {
        if (fields) this.#put(transformation, message, fields, timestamp);
        else if (transformation.defaultValue !== undefined) this.#default(transformation, timestamp);
      }
    }
  }

  #put(
    { metricNamespace = '', metricName = '', metricValue = '1', unit = 'None', dimensions = {} }: MetricTransformation,
    message: string,
    fields: Readonly<Record<string, string>>,
    timestamp: number,
  ): void {
    const field = (selector: string) => fields[selector] ?? selectJson(message, selector);
    const value = Number(metricValue.startsWith('$') ? field(metricValue) : metricValue);
    if (Number.isNaN(value)) return;
    const named = Object.entries(dimensions).map(([name, selector]) => [name, field(selector)] as const);
    if (named.some(([, found]) => found === undefined)) return;
    const values = Object.fromEntries(named.map(([name, found]) => [name, String(found)]));
    this.#metrics.put(metricNamespace, metricName, values, value, unit, timestamp);
  }

  #default(
    { metricNamespace = '', metricName = '', unit = 'None', defaultValue = 0 }: MetricTransformation,
    at: number,
  ): void {
    this.#metrics.put(metricNamespace, metricName, {}, defaultValue, unit, at);
  }

  #matcher(filter: MetricFilterRecord): Matcher {
    const known = this.#compiled.get(filter) ?? compilePattern(filter.pattern);
    this.#compiled.set(filter, known);
    return known;
  }

  #group(): void {
    this.#byGroup = Map.groupBy(this.#filters.all(), ({ groupName }) => groupName);
  }
}

const keyOf = (groupName: string, name: string) => `${groupName}:${name}`;

export function describeMetricFilter({
  groupName,
  name,
  pattern,
  transformations,
  createdAt,
}: MetricFilterRecord): MetricFilter {
  return {
    filterName: name,
    filterPattern: pattern,
    metricTransformations: [...transformations],
    creationTime: createdAt,
    logGroupName: groupName,
  };
}
