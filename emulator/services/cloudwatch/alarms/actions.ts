import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { Door } from '../../../door/door.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { type Alarm, type AlarmState, watchedQuery } from './alarm.ts';

interface Options {
  readonly account: Account;
  readonly clock: Clock;
  readonly door: Door;
  readonly trace: Trace;
}

/** What an alarm does when its state changes: topics and functions are told, as the CloudWatch service. */
export class AlarmActions {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async run(alarm: Alarm, alarmArn: string, previous: AlarmState): Promise<void> {
    if (!alarm.actionsEnabled) return;
    await Promise.all(alarm.actions[alarm.state].map((action) => this.#act(action, alarm, alarmArn, previous)));
  }

  async #act(action: string, alarm: Alarm, alarmArn: string, previous: AlarmState): Promise<void> {
    const { trace, clock } = this.#options;
    const record = { kind: 'delivery', at: clock.now(), from: alarmArn, to: action, attempt: 1 } as const;
    try {
      await this.#tell(action, alarm, alarmArn, previous);
      trace.record({ ...record, outcome: 'delivered' });
    } catch (error) {
      trace.record({ ...record, outcome: 'dropped', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  async #tell(action: string, alarm: Alarm, alarmArn: string, previous: AlarmState): Promise<void> {
    const { door } = this.#options;
    const [, , service] = action.split(':');
    if (service === 'sns') {
      const principal = servicePrincipal('cloudwatch.amazonaws.com', alarmArn);
      const input: PublishCommandInput = {
        TopicArn: action,
        Subject: `${alarm.state}: "${alarm.name}" in ${this.#options.account.region}`.slice(0, 100),
        Message: JSON.stringify(this.#notification(alarm, alarmArn, previous)),
      };
      await door.call({ service: 'sns', operation: 'Publish', principal }, input);
    } else if (service === 'lambda') {
      const principal = servicePrincipal('lambda.alarms.cloudwatch.amazonaws.com', alarmArn);
      const Payload = Buffer.from(JSON.stringify(this.#functionEvent(alarm, alarmArn, previous)));
      const input: InvokeCommandInput = { FunctionName: action, InvocationType: 'Event', Payload };
      await door.call({ service: 'lambda', operation: 'Invoke', principal }, input);
    } else {
      throw new Error(`The emulator has no alarm actions of ${service}; it has those of SNS and Lambda`);
    }
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
  #notification(alarm: Alarm, alarmArn: string, previous: AlarmState) {
    const { account } = this.#options;
    return {
      AlarmName: alarm.name,
      AlarmDescription: alarm.description ?? null,
      AWSAccountId: account.id,
      AlarmConfigurationUpdatedTimestamp: awsTime(alarm.configuredAt),
      NewStateValue: alarm.state,
      NewStateReason: alarm.reason,
      StateChangeTime: awsTime(alarm.stateUpdatedAt),
      Region: account.region,
      AlarmArn: alarmArn,
      OldStateValue: previous,
      OKActions: alarm.actions.OK,
      AlarmActions: alarm.actions.ALARM,
      InsufficientDataActions: alarm.actions.INSUFFICIENT_DATA,
      ...(alarm.kind === 'metric' ? { Trigger: trigger(alarm) } : { AlarmRule: alarm.rule }),
    };
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
  #functionEvent(alarm: Alarm, alarmArn: string, previous: AlarmState) {
    const { account } = this.#options;
    return {
      source: 'aws.cloudwatch',
      alarmArn,
      accountId: account.id,
      time: awsTime(alarm.stateUpdatedAt),
      region: account.region,
      alarmData: stateChangeDetail(alarm, previous),
    };
  }
}

/** The detail of "CloudWatch Alarm State Change" (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html). */
export function stateChangeDetail(alarm: Alarm, previous: AlarmState) {
  return {
    alarmName: alarm.name,
    state: {
      value: alarm.state,
      reason: alarm.reason,
      ...(alarm.reasonData ? { reasonData: alarm.reasonData } : {}),
      timestamp: awsTime(alarm.stateUpdatedAt),
    },
    previousState: { value: previous },
    configuration: {
      ...(alarm.description ? { description: alarm.description } : {}),
      ...(alarm.kind === 'metric' ? { metrics: alarm.queries } : { alarmRule: alarm.rule }),
    },
  };
}

function trigger(alarm: Extract<Alarm, { kind: 'metric' }>) {
  const { Metric, Stat, Unit } = watchedQuery(alarm)?.MetricStat ?? {};
  return {
    ...(Metric
      ? {
          MetricName: Metric.MetricName,
          Namespace: Metric.Namespace,
          StatisticType: 'Statistic',
          Statistic: Stat?.toUpperCase(),
          Unit: Unit ?? null,
          Dimensions: (Metric.Dimensions ?? []).map(({ Name, Value }) => ({ name: Name, value: Value })),
        }
      : { Metrics: alarm.queries }),
    Period: alarm.periodSeconds,
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: alarm.comparison,
    Threshold: alarm.threshold,
    TreatMissingData: alarm.treatMissingData,
  };
}

const awsTime = (at: number) => new Date(at).toISOString().replace('Z', '+0000');
