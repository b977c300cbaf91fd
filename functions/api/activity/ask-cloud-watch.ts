import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { ActivityQueries, ActivitySeries } from './queries.ts';
import type { ActivitySpan } from './span.ts';

/** Asks CloudWatch, page by page: long series come in parts. */
export async function askCloudWatch(
  cloudWatch: CloudWatchClient,
  queries: ActivityQueries,
  { start, end }: ActivitySpan,
): Promise<ActivitySeries> {
  const series = new Map<string, Map<number, number>>();
  let NextToken: string | undefined;
  do {
    const answer = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: [...queries],
        StartTime: new Date(start),
        EndTime: new Date(end),
        NextToken,
      }),
    );
    for (const { Id = '', Timestamps = [], Values = [] } of answer.MetricDataResults ?? []) {
      const values = series.get(Id) ?? new Map<number, number>();
      series.set(Id, values);
      Timestamps.forEach((time, index) => {
        values.set(time.getTime(), Values[index] ?? 0);
      });
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  return series;
}
