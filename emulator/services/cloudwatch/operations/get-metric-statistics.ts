import type {
  Datapoint,
  GetMetricStatisticsCommandInput,
  GetMetricStatisticsCommandOutput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { invalidCombination, invalidValue, missing } from '../errors.ts';
import { DATAPOINTS_PER_REQUEST } from '../limits.ts';
import { dimensionsOf } from '../math/queries.ts';
import { type Period, periods } from '../metrics/query.ts';
import { statistic } from '../metrics/statistics.ts';
import type { CloudWatchParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';

const HIGH_RESOLUTION_PERIODS = [1, 5, 10, 20, 30];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const getMetricStatistics = ({ metrics }: CloudWatchParts) =>
  operation<GetMetricStatisticsCommandInput, Output<GetMetricStatisticsCommandOutput>>({
    name: 'GetMetricStatistics',
    access: generalAccess('GetMetricStatistics'),
    run(input) {
      const { Namespace, MetricName, Statistics = [], ExtendedStatistics = [], Unit } = input;
      if (!Namespace) throw missing('Namespace');
      if (!MetricName) throw missing('MetricName');
      if (Statistics.length + ExtendedStatistics.length === 0) throw missing('Statistics');
      const { start, end, periodSeconds } = checkSpan(input);
      const metric = { namespace: Namespace, name: MetricName, dimensions: dimensionsOf(input.Dimensions) };
      const found = periods(metrics, { metric, start, end, periodSeconds, unit: Unit });
      return {
        Label: MetricName,
        Datapoints: found.map((period) => datapoint(period, Statistics, ExtendedStatistics)),
      };
    },
  });

function checkSpan({ StartTime, EndTime, Period: periodSeconds }: GetMetricStatisticsCommandInput) {
  if (!StartTime) throw missing('StartTime');
  if (!EndTime) throw missing('EndTime');
  if (!periodSeconds) throw missing('Period');
  if (StartTime >= EndTime) {
    throw invalidCombination('The parameter StartTime must be less than the parameter EndTime.');
  }
  if (periodSeconds % 60 !== 0 && !HIGH_RESOLUTION_PERIODS.includes(periodSeconds)) {
    throw invalidValue(`The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.`);
  }
  const unit = Math.min(periodSeconds, 60);
  const start = Math.floor(StartTime.getTime() / 1_000 / unit) * unit;
  const end = Math.ceil(EndTime.getTime() / 1_000);
  const requested = Math.ceil((end - start) / periodSeconds);
  if (requested > DATAPOINTS_PER_REQUEST) {
    throw invalidCombination(
      `You have requested up to ${requested} datapoints, which exceeds the limit of ${DATAPOINTS_PER_REQUEST}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
  return { start, end, periodSeconds };
}

function datapoint(
  { at, unit, distribution }: Period,
  names: readonly string[],
  extended: readonly string[],
): Datapoint {
  const values = (list: readonly string[]) =>
    Object.fromEntries(list.map((name) => [name, statistic(name)(distribution)]));
  return {
    Timestamp: new Date(at * 1_000),
    ...values(names),
    // A unit that CloudWatch does not know comes back as it was given.
    Unit: unit as NonNullable<Datapoint['Unit']>,
    ...(extended.length > 0 ? { ExtendedStatistics: values(extended) } : {}),
  };
}
