import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { invalidCombination, invalidValue, missing } from '../errors.ts';
import {
  DIMENSIONS_PER_METRIC,
  METRICS_PER_REQUEST,
  NEWEST_DATUM_SECONDS,
  OLDEST_DATUM_SECONDS,
  VALUES_PER_METRIC,
} from '../limits.ts';
import { dimensionsOf } from '../math/queries.ts';
import { addSummary, addValue, type Distribution, emptyDistribution } from '../metrics/distribution.ts';
import { UNITS } from '../metrics/units.ts';
import type { CloudWatchParts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const putMetricData = ({ metrics, clock }: CloudWatchParts) =>
  operation<PutMetricDataCommandInput, void>({
    name: 'PutMetricData',
    access: ({ Namespace = '' }) => [
      { action: 'cloudwatch:PutMetricData', resource: '*', conditions: { 'cloudwatch:namespace': [Namespace] } },
    ],
    run({ Namespace, MetricData, EntityMetricData }) {
      if (!Namespace) throw missing('Namespace');
      if (Namespace.startsWith('AWS/')) {
        throw invalidValue('The value AWS/ for parameter Namespace is invalid: it is reserved.');
      }
      const data = [...(MetricData ?? []), ...(EntityMetricData ?? []).flatMap((entity) => entity.MetricData ?? [])];
      if (data.length === 0) throw missing('MetricData');
      if (data.length > METRICS_PER_REQUEST) {
        throw invalidValue(`The collection MetricData must not have a size greater than ${METRICS_PER_REQUEST}.`);
      }
      checkTimes(data, clock.now());
      const read = data.map((datum, index) => ({ datum, distribution: distributionOf(datum, index + 1) }));
      for (const { datum, distribution } of read) {
        const metric = {
          namespace: Namespace,
          name: datum.MetricName ?? '',
          dimensions: dimensionsOf(datum.Dimensions),
        };
        const at = Math.floor((datum.Timestamp?.getTime() ?? clock.now()) / 1_000);
        metrics.add(metric, distribution, datum.Unit ?? 'None', at, datum.StorageResolution === 1 ? 1 : 60);
      }
      metrics.flush();
    },
  });

/** All that are wrong are named at once, a line each. */
function checkTimes(data: readonly MetricDatum[], now: number): void {
  const problems = data.flatMap(({ Timestamp }, index) => {
    const ageSeconds = (now - (Timestamp?.getTime() ?? now)) / 1_000;
    const parameter = `The parameter MetricData.member.${index + 1}.Timestamp must specify a time`;
    if (ageSeconds > OLDEST_DATUM_SECONDS) return [`${parameter} within the past two weeks.`];
    return ageSeconds < -NEWEST_DATUM_SECONDS ? [`${parameter} no more than two hours in the future.`] : [];
  });
  if (problems.length > 0) throw invalidValue(problems.join('\n'));
}

function distributionOf(datum: MetricDatum, position: number): Distribution {
  const member = (name: string) => `MetricData.member.${position}.${name}`;
  if (!datum.MetricName) throw missing(member('MetricName'));
  if ((datum.Dimensions?.length ?? 0) > DIMENSIONS_PER_METRIC) {
    throw invalidValue(
      `The collection ${member('Dimensions')} must not have a size greater than ${DIMENSIONS_PER_METRIC}.`,
    );
  }
  if (datum.Unit !== undefined && !UNITS.includes(datum.Unit)) {
    throw invalidValue(`The parameter ${member('Unit')} must be a value in the set [ ${UNITS.join(', ')} ].`);
  }
  const { Value, Values, Counts, StatisticValues } = datum;
  if ([Value, Values, StatisticValues].filter((given) => given !== undefined).length > 1) {
    throw invalidCombination(`The parameters ${member('Value')}, Values and StatisticValues are mutually exclusive.`);
  }
  const distribution = emptyDistribution();
  if (StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: min, Maximum: max } = StatisticValues;
    if (count === undefined || sum === undefined || min === undefined || max === undefined) {
      throw missing(member('StatisticValues'));
    }
    addSummary(distribution, { count, sum, min, max });
  } else addValues(distribution, Values ?? [finite(Value, member('Value'))], Counts, member('Values'));
  return distribution;
}

function addValues(
  to: Distribution,
  values: readonly number[],
  counts: readonly number[] | undefined,
  member: string,
): void {
  if (values.length > VALUES_PER_METRIC) {
    throw invalidValue(`The collection ${member} must not have a size greater than ${VALUES_PER_METRIC}.`);
  }
  if (counts && counts.length !== values.length) {
    throw invalidValue(`The collections ${member} and Counts must have the same size.`);
  }
  for (const [index, value] of values.entries()) addValue(to, finite(value, member), counts?.[index] ?? 1);
}

function finite(value: number | undefined, member: string): number {
  if (value === undefined) throw missing(member);
  if (Number.isFinite(value)) return value;
  throw invalidValue(`The value ${value} for parameter ${member} is invalid.`);
}
