import type {
  CompositeAlarm as CompositeShape,
  MetricAlarm as MetricShape,
  Statistic,
} from '@aws-sdk/client-cloudwatch';
import { type Alarm, type CompositeAlarm, type MetricAlarm, watchedQuery } from './alarm.ts';

function common(alarm: Alarm, alarmArn: string) {
  return {
    AlarmName: alarm.name,
    AlarmArn: alarmArn,
    ...(alarm.description === undefined ? {} : { AlarmDescription: alarm.description }),
    AlarmConfigurationUpdatedTimestamp: new Date(alarm.configuredAt),
    ActionsEnabled: alarm.actionsEnabled,
    OKActions: [...alarm.actions.OK],
    AlarmActions: [...alarm.actions.ALARM],
    InsufficientDataActions: [...alarm.actions.INSUFFICIENT_DATA],
    StateValue: alarm.state,
    StateReason: alarm.reason,
    ...(alarm.reasonData ? { StateReasonData: alarm.reasonData } : {}),
    StateUpdatedTimestamp: new Date(alarm.stateUpdatedAt),
    StateTransitionedTimestamp: new Date(alarm.stateUpdatedAt),
  };
}

export function describeMetricAlarm(alarm: MetricAlarm, alarmArn: string): MetricShape {
  return {
    ...common(alarm, alarmArn),
    ...(alarm.single ? singleMetric(alarm) : { Metrics: [...alarm.queries] }),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: alarm.treatMissingData,
  };
}

function singleMetric(alarm: MetricAlarm): MetricShape {
  const { Metric, Stat = '', Period, Unit } = watchedQuery(alarm)?.MetricStat ?? {};
  return {
    Namespace: Metric?.Namespace,
    MetricName: Metric?.MetricName,
    Dimensions: Metric?.Dimensions,
    Period,
    ...(isPlain(Stat) ? { Statistic: Stat } : { ExtendedStatistic: Stat }),
    ...(Unit ? { Unit } : {}),
  };
}

const isPlain = (stat: string): stat is Statistic => !stat.startsWith('p');

export function describeCompositeAlarm(alarm: CompositeAlarm, alarmArn: string): CompositeShape {
  return { ...common(alarm, alarmArn), AlarmRule: alarm.rule };
}
