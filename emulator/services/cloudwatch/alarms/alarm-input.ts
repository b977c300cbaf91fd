import type {
  MetricDataQuery,
  PutCompositeAlarmCommandInput,
  PutMetricAlarmCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { invalidCombination, invalidValue, missing, validation } from '../errors.ts';
import { ALARM_SPAN_SECONDS, HOURLY_ALARM_SPAN_SECONDS, SHORT_ALARM_PERIODS_SECONDS } from '../limits.ts';
import type { Alarm, CompositeAlarm, MetricAlarm } from './alarm.ts';
import { compileRule } from './composite-rule.ts';
import { COMPARISONS } from './evaluate.ts';

type MetricInput = Omit<PutMetricAlarmCommandInput, 'AlarmName' | 'Tags'>;
type CompositeInput = Omit<PutCompositeAlarmCommandInput, 'AlarmName' | 'Tags' | 'AlarmRule'> & {
  AlarmRule?: string | undefined;
};

const NEW_ALARM_REASON = 'Unchecked: Initial alarm creation';

/** What PutMetricAlarm has and this emulator does not. */
const UNSUPPORTED = [
  'ThresholdMetricId',
  'EvaluateLowSampleCountPercentile',
] as const satisfies readonly (keyof MetricInput)[];

/**
 * The alarm that an input makes of the one before it, whose state it keeps.
 *
 * @throws AwsError ValidationException, InvalidParameterCombinationException, MissingRequiredParameterException
 */
export function metricAlarm(name: string, input: MetricInput, before: Alarm | undefined, now: number): MetricAlarm {
  const unsupported = UNSUPPORTED.find((member) => input[member] !== undefined);
  if (unsupported) throw validation(`The emulator does not support ${unsupported} of an alarm (anomaly detection).`);
  const { ComparisonOperator: comparison, EvaluationPeriods: evaluationPeriods, Threshold: threshold } = input;
  if (!comparison) throw missing('ComparisonOperator');
  if (!COMPARISONS.includes(comparison)) {
    throw invalidValue(
      `The value ${comparison} for parameter ComparisonOperator is not supported; ${COMPARISONS.join(', ')} are.`,
    );
  }
  if (evaluationPeriods === undefined) throw missing('EvaluationPeriods');
  if (threshold === undefined) throw missing('Threshold');
  const datapointsToAlarm = input.DatapointsToAlarm ?? evaluationPeriods;
  if (datapointsToAlarm > evaluationPeriods) {
    throw validation('DatapointsToAlarm must be less than or equal to EvaluationPeriods.');
  }
  const queries: MetricDataQuery[] = input.Metrics?.length ? input.Metrics : [singleQuery(input)];
  const periodSeconds =
    input.Period ?? Math.max(60, ...queries.map(({ MetricStat, Period }) => MetricStat?.Period ?? Period ?? 0));
  checkSpan(periodSeconds, evaluationPeriods);
  return {
    ...base(name, input, before, now),
    kind: 'metric',
    queries,
    single: !input.Metrics?.length,
    periodSeconds,
    evaluationPeriods,
    datapointsToAlarm,
    threshold,
    comparison,
    treatMissingData: missingDataOf(input.TreatMissingData),
  };
}

function checkSpan(periodSeconds: number, evaluationPeriods: number): void {
  const short = SHORT_ALARM_PERIODS_SECONDS.some((seconds) => seconds === periodSeconds);
  if (!short && (periodSeconds <= 0 || periodSeconds % 60 > 0)) {
    throw validation(`Period must be ${SHORT_ALARM_PERIODS_SECONDS.join(', ')} or a multiple of 60.`);
  }
  if (evaluationPeriods < 1) throw validation('EvaluationPeriods must be greater than or equal to 1.');
  const [limit, span] = periodSeconds < 3_600 ? [ALARM_SPAN_SECONDS, 'a day'] : [HOURLY_ALARM_SPAN_SECONDS, 'a week'];
  if (evaluationPeriods * periodSeconds <= limit) return;
  throw validation(
    `Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${limit}).`,
  );
}

export function compositeAlarm(
  name: string,
  input: CompositeInput,
  before: Alarm | undefined,
  now: number,
): CompositeAlarm {
  if (!input.AlarmRule) throw missing('AlarmRule');
  compileRule(input.AlarmRule);
  return { ...base(name, input, before, now), kind: 'composite', rule: input.AlarmRule };
}

function base(name: string, input: MetricInput | CompositeInput, before: Alarm | undefined, now: number) {
  return {
    name,
    ...(input.AlarmDescription === undefined ? {} : { description: input.AlarmDescription }),
    actionsEnabled: input.ActionsEnabled ?? true,
    actions: {
      OK: input.OKActions ?? [],
      ALARM: input.AlarmActions ?? [],
      INSUFFICIENT_DATA: input.InsufficientDataActions ?? [],
    },
    state: before?.state ?? ('INSUFFICIENT_DATA' as const),
    reason: before?.reason ?? NEW_ALARM_REASON,
    stateUpdatedAt: before?.stateUpdatedAt ?? now,
    configuredAt: now,
    tags: before?.tags ?? {},
  };
}

function singleQuery(input: MetricInput) {
  const { Namespace, MetricName, Dimensions = [], Statistic, ExtendedStatistic, Period, Unit } = input;
  if (!MetricName) throw missing('MetricName');
  if (!Namespace) throw missing('Namespace');
  if (Statistic && ExtendedStatistic) {
    throw invalidCombination('The parameters Statistic and ExtendedStatistic are mutually exclusive.');
  }
  const Stat = Statistic ?? ExtendedStatistic;
  if (!Stat) throw missing('Statistic');
  if (!Period) throw missing('Period');
  const Metric = { Namespace, MetricName, Dimensions };
  return { Id: 'm1', MetricStat: { Metric, Stat, Period, ...(Unit ? { Unit } : {}) }, ReturnData: true };
}

function missingDataOf(treatment = 'missing'): MetricAlarm['treatMissingData'] {
  const known = (['missing', 'breaching', 'notBreaching', 'ignore'] as const).find((value) => value === treatment);
  if (known) return known;
  throw invalidValue(`The value ${treatment} for parameter TreatMissingData is not supported.`);
}
