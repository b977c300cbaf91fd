import type { ComparisonOperator, MetricDataQuery } from '@aws-sdk/client-cloudwatch';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What an alarm of either kind has. */
interface AlarmBase {
  readonly name: string;
  readonly description?: string;
  readonly actionsEnabled: boolean;
  /** ARNs of what is told about the change to each state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON */
  readonly reasonData?: string;
  /** Epoch milliseconds. */
  readonly stateUpdatedAt: number;
  readonly configuredAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

/** An alarm on a metric, or on an expression over several. */
export interface MetricAlarm extends AlarmBase {
  readonly kind: 'metric';
  /** What is watched: one query that returns data, with those that it is made of. */
  readonly queries: readonly MetricDataQuery[];
  /** Whether PutMetricAlarm named a metric, rather than queries. */
  readonly single: boolean;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly threshold: number;
  readonly comparison: ComparisonOperator;
  readonly treatMissingData: 'missing' | 'breaching' | 'notBreaching' | 'ignore';
}

/** An alarm on the states of others. */
export interface CompositeAlarm extends AlarmBase {
  readonly kind: 'composite';
  readonly rule: string;
}

export type Alarm = MetricAlarm | CompositeAlarm;

/** The query whose value is compared. */
export function watchedQuery({ queries }: MetricAlarm): MetricDataQuery | undefined {
  return queries.find(({ ReturnData }) => ReturnData !== false) ?? queries[0];
}
