import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  type Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { apiMetric, executionMetric, functionMetric, queueMetric } from './metrics.ts';
import { DEAD_LETTERS_SUFFIX, type Watched, type WatchedApi } from './watched.ts';

/** Each has a section in docs/operations.md, which says what to do. */
export const ALARM_KINDS = [
  'errors',
  'throttles',
  'executions-failed',
  'dead-letters',
  'queue-age',
  'api-5xx',
  'api-latency',
  'socket-errors',
  'slow-broadcast',
  'slow-images',
  'bot-fallbacks',
  'counter-drift',
] as const;
export type AlarmKind = (typeof ALARM_KINDS)[number];

export interface AlarmsProps {
  readonly stage: StageConfig;
  readonly topic: ITopic;
}

export interface Condition {
  readonly kind: AlarmKind;
  /** What it is about; the alarm is `telar-<stage>-<subject>-<kind>`. */
  readonly subject: string;
  readonly description: string;
  readonly metric: IMetric;
  /** What is above it is too much. */
  readonly threshold: number;
  /** How many of the last periods have to be above it. */
  readonly periods?: { readonly bad: number; readonly of: number };
}

const RUNBOOK = 'docs/operations.md';
const PERIOD = Duration.minutes(5);

/** More metrics than this an alarm does not look at: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
const MAX_METRICS_PER_ALARM = 10;

const MAX_ERROR_PERCENT = 5;
const MAX_QUEUE_AGE_SECONDS = 300;
const MAX_SERVER_ERROR_PERCENT = 1;
const MAX_API_LATENCY_MILLISECONDS = 3_000;

/** The alarms of a domain: what happens in it, whatever it is that it does. */
export class Alarms extends Construct {
  /** Those there are so far. */
  readonly all: Alarm[] = [];
  private readonly props: AlarmsProps;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.props = props;
  }

  watch(domain: string, { functions, stateMachines, deadLetters, queues, apis }: Watched): void {
    for (const { name } of functions) this.watchErrors(name);
    this.watchThrottles(
      domain,
      functions.map(({ name }) => name),
    );
    for (const name of stateMachines) this.watchExecutions(name);
    for (const name of deadLetters) this.watchDeadLetters(name);
    for (const name of queues) this.watchAge(name);
    for (const api of apis) {
      if (api.protocol === 'HTTP') this.watchHttpApi(domain, api);
      else this.watchSockets(domain, api);
    }
  }

  /** @returns the alarm, named after its subject and kind, with its runbook in the description */
  add({ kind, subject, description, metric, threshold, periods = { bad: 1, of: 1 } }: Condition): Alarm {
    const { stage, topic } = this.props;
    const alarm = new Alarm(this, `${subject}-${kind}`, {
      alarmName: physicalName(stage, `${subject}-${kind}`),
      alarmDescription: `${description} See ${RUNBOOK}#${kind}.`,
      metric,
      threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.bad,
      // Nothing happens at night, and that is well.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(topic);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
    this.all.push(alarm);
    return alarm;
  }

  /** Of invocations, not of users: a workflow tries again. So a single error does not wake anybody up. */
  private watchErrors(functionName: string): void {
    this.add({
      kind: 'errors',
      subject: this.subjectOf(functionName),
      description: `More than ${MAX_ERROR_PERCENT} % of the invocations of ${functionName} fail.`,
      metric: percentOf(functionMetric('Errors', functionName), functionMetric('Invocations', functionName)),
      threshold: MAX_ERROR_PERCENT,
      periods: { bad: 2, of: 3 },
    });
  }

  private watchThrottles(domain: string, names: readonly string[]): void {
    for (let first = 0, part = 1; first < names.length; first += MAX_METRICS_PER_ALARM, part += 1) {
      const some = names.slice(first, first + MAX_METRICS_PER_ALARM);
      this.add({
        kind: 'throttles',
        subject: names.length > MAX_METRICS_PER_ALARM ? `${domain}-${part}` : domain,
        description: `Lambda turns invocations away: ${some.map((name) => this.subjectOf(name)).join(', ')}.`,
        metric: sumOf(some.map((name) => functionMetric('Throttles', name))),
        threshold: 0,
        periods: { bad: 2, of: 3 },
      });
    }
  }

  /** Bad input does not fail an execution: what fails is our fault. */
  private watchExecutions(stateMachineName: string): void {
    const stack = Stack.of(this);
    const failures = (['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'] as const).map((name) =>
      executionMetric(name, stateMachineName, stack),
    );
    this.add({
      kind: 'executions-failed',
      subject: this.subjectOf(stateMachineName),
      description: `Executions of ${stateMachineName} fail, run out of time or were stopped.`,
      metric: sumOf(failures),
      threshold: 0,
    });
  }

  private watchDeadLetters(queueName: string): void {
    this.add({
      kind: 'dead-letters',
      subject: this.subjectOf(queueName).slice(0, -DEAD_LETTERS_SUFFIX.length),
      description: `Something could not be delivered and lies in ${queueName}.`,
      metric: queueMetric('ApproximateNumberOfMessagesVisible', queueName),
      threshold: 0,
    });
  }

  private watchAge(queueName: string): void {
    this.add({
      kind: 'queue-age',
      subject: this.subjectOf(queueName),
      description: `A message of ${queueName} has been waiting for more than ${MAX_QUEUE_AGE_SECONDS} s.`,
      metric: queueMetric('ApproximateAgeOfOldestMessage', queueName),
      threshold: MAX_QUEUE_AGE_SECONDS,
    });
  }

  private watchHttpApi(domain: string, api: WatchedApi): void {
    this.add({
      kind: 'api-5xx',
      subject: domain,
      description: `More than ${MAX_SERVER_ERROR_PERCENT} % of the requests are answered with 5xx.`,
      metric: percentOf(apiMetric('5xx', api), apiMetric('Count', api)),
      threshold: MAX_SERVER_ERROR_PERCENT,
      periods: { bad: 2, of: 3 },
    });
    this.add({
      kind: 'api-latency',
      subject: domain,
      description: `One request in a hundred takes longer than ${MAX_API_LATENCY_MILLISECONDS} ms.`,
      metric: apiMetric('Latency', api, Stats.percentile(99)),
      threshold: MAX_API_LATENCY_MILLISECONDS,
      periods: { bad: 3, of: 3 },
    });
  }

  private watchSockets(domain: string, api: WatchedApi): void {
    this.add({
      kind: 'socket-errors',
      subject: domain,
      description: 'Frames or handshakes of the WebSocket API fail.',
      metric: apiMetric('IntegrationError', api),
      threshold: 0,
      periods: { bad: 2, of: 3 },
    });
  }

  /** `telar-prod-images-inspect` is about `images-inspect`. */
  private subjectOf(name: string): string {
    return name.slice(physicalName(this.props.stage, '').length);
  }
}

/** Nothing of nothing is nothing. */
export function percentOf(part: Metric, whole: Metric): MathExpression {
  return new MathExpression({
    expression: 'IF(whole > 0, 100 * part / whole, 0)',
    usingMetrics: { part, whole },
    label: '%',
    period: PERIOD,
  });
}

function sumOf(metrics: readonly Metric[]): IMetric {
  const [only, ...others] = metrics;
  if (only && others.length === 0) return only;
  return new MathExpression({
    expression: 'SUM(METRICS())',
    usingMetrics: Object.fromEntries(metrics.map((metric, index) => [`m${index}`, metric])),
    label: 'sum',
    period: PERIOD,
  });
}
