import type {
  GetMetricDataCommandInput,
  GetMetricDataCommandOutput,
  MetricDataQuery,
  MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import { missing, validation } from '../errors.ts';
import { METRIC_DATA_QUERIES } from '../limits.ts';
import { evaluateQueries, timesIn } from '../math/queries.ts';
import { isList, type MathValue, type Series } from '../math/series.ts';
import type { CloudWatchParts } from '../parts.ts';
import { generalAccess } from './access.ts';
import type { Output } from './output.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html; all values come in one page. */
export const getMetricData = ({ metrics }: CloudWatchParts) =>
  operation<GetMetricDataCommandInput, Output<GetMetricDataCommandOutput>>({
    name: 'GetMetricData',
    access: generalAccess('GetMetricData'),
    run({ MetricDataQueries = [], StartTime, EndTime, ScanBy }) {
      if (!StartTime) throw missing('StartTime');
      if (!EndTime) throw missing('EndTime');
      if (StartTime >= EndTime) throw validation('The parameter StartTime must be less than the parameter EndTime.');
      checkQueries(MetricDataQueries);
      const span = { start: Math.floor(StartTime.getTime() / 1_000), end: Math.ceil(EndTime.getTime() / 1_000) };
      const values = evaluateQueries(MetricDataQueries, span, metrics);
      const returned = MetricDataQueries.filter(({ ReturnData }) => ReturnData !== false);
      const newestFirst = ScanBy !== 'TimestampAscending';
      const MetricDataResults = returned.flatMap((query) => {
        const seconds = query.MetricStat?.Period ?? query.Period ?? 60;
        return seriesOf(values.get(query.Id ?? ''), timesIn(span, seconds)).map((series) =>
          result(query, series, newestFirst),
        );
      });
      return { MetricDataResults, Messages: [] };
    },
  });

function checkQueries(queries: readonly MetricDataQuery[]): void {
  if (queries.length === 0) throw missing('MetricDataQueries');
  if (queries.length > METRIC_DATA_QUERIES) {
    throw validation(`The collection MetricDataQueries must not have a size greater than ${METRIC_DATA_QUERIES}.`);
  }
  const ids = queries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length)
    throw validation('The values for parameter id in MetricDataQueries are not unique.');
  const wrong = ids.find((id) => !/^[a-z]\w*$/.test(id ?? ''));
  if (wrong !== undefined) throw validation(`The value ${wrong} for parameter Id must match ^[a-z][a-zA-Z0-9_]*$.`);
  const empty = queries.find(({ MetricStat, Expression }) => !MetricStat === !Expression);
  if (empty) throw validation(`The query ${empty.Id} must have either Expression or MetricStat.`);
}

function seriesOf(value: MathValue | undefined, times: readonly number[]): readonly Series[] {
  if (value === undefined) return [];
  if (typeof value === 'number') return [new Map(times.map((at) => [at, value]))];
  if (isList(value)) return value;
  return value instanceof Map ? [value] : [];
}

function result(
  { Id, Label, MetricStat, Expression }: MetricDataQuery,
  series: Series,
  newestFirst: boolean,
): MetricDataResult {
  const points = [...series].sort(([a], [b]) => (newestFirst ? b - a : a - b));
  return {
    Id,
    Label: Label ?? MetricStat?.Metric?.MetricName ?? Expression ?? Id,
    Timestamps: points.map(([at]) => new Date(at * 1_000)),
    Values: points.map(([, value]) => value),
    StatusCode: 'Complete',
  };
}
