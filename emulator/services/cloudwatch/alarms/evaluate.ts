import { asSeries, evaluateQueries, timesIn } from '../math/queries.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { type AlarmState, type MetricAlarm, watchedQuery } from './alarm.ts';

export interface Verdict {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON */
  readonly reasonData: string;
}

const BREACHES: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

const COMPARED: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'greater than',
  GreaterThanOrEqualToThreshold: 'greater than or equal to',
  LessThanThreshold: 'less than',
  LessThanOrEqualToThreshold: 'less than or equal to',
};

export const COMPARISONS = Object.keys(BREACHES);

interface Datapoint {
  /** Epoch seconds. */
  readonly at: number;
  readonly value: number | undefined;
}

/**
 * Judges a metric alarm by the periods that are complete
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html).
 *
 * @param nowSeconds epoch seconds
 * @returns undefined when the alarm stays as it is
 */
export function evaluateAlarm(alarm: MetricAlarm, store: MetricStore, nowSeconds: number): Verdict | undefined {
  const datapoints = readDatapoints(alarm, store, nowSeconds);
  const present = datapoints.filter(({ value }) => value !== undefined);
  const breaching = datapoints.filter((datapoint) => breaches(datapoint, alarm)).length;
  const decided = (state: AlarmState) => (state === alarm.state ? undefined : verdict(state, alarm, datapoints));
  if (breaching >= alarm.datapointsToAlarm) return decided('ALARM');
  if (present.length === 0) {
    if (alarm.treatMissingData === 'missing') return decided('INSUFFICIENT_DATA');
    if (alarm.treatMissingData === 'ignore') return undefined;
  }
  return decided('OK');
}

function readDatapoints(alarm: MetricAlarm, store: MetricStore, nowSeconds: number): Datapoint[] {
  const { periodSeconds, evaluationPeriods, queries } = alarm;
  const end = Math.floor(nowSeconds / periodSeconds) * periodSeconds;
  const span = { start: end - evaluationPeriods * periodSeconds, end };
  const times = timesIn(span, periodSeconds);
  const values = evaluateQueries(queries, span, store);
  const series = asSeries(values.get(watchedQuery(alarm)?.Id ?? ''), times);
  return times.map((at) => ({ at, value: series.get(at) }));
}

function breaches({ value }: Datapoint, { treatMissingData, comparison, threshold }: MetricAlarm): boolean {
  if (value === undefined) return treatMissingData === 'breaching';
  return BREACHES[comparison]?.(value, threshold) ?? false;
}

function verdict(state: AlarmState, alarm: MetricAlarm, datapoints: readonly Datapoint[]): Verdict {
  const { threshold, comparison, periodSeconds } = alarm;
  const recent = datapoints.flatMap(({ at, value }) => (value === undefined ? [] : [{ at, value }])).reverse();
  const listed = recent.map(({ at, value }) => `${value} (${shortTime(at)})`).join(', ');
  const subject = `${recent.length} datapoint${recent.length === 1 ? '' : 's'} [${listed}]`;
  const relation = `${state === 'ALARM' ? '' : 'not '}${COMPARED[comparison]} the threshold (${threshold})`;
  const verb = recent.length === 1 ? 'was' : 'were';
  const reason =
    state === 'INSUFFICIENT_DATA' || recent.length === 0
      ? `Insufficient Data: ${datapoints.length} datapoint${datapoints.length === 1 ? ' was' : 's were'} unknown.`
      : `Threshold Crossed: ${subject} ${verb} ${relation}.`;
  const reasonData = JSON.stringify({
    version: '1.0',
    period: periodSeconds,
    recentDatapoints: recent.map(({ value }) => value),
    threshold,
  });
  return { state, reason, reasonData };
}

/** `31/01/26 12:00:00` */
function shortTime(atSeconds: number): string {
  const [date = '', time = ''] = new Date(atSeconds * 1_000).toISOString().split(/[T.]/);
  const [year = '', month, day] = date.split('-');
  return `${day}/${month}/${year.slice(2)} ${time}`;
}
