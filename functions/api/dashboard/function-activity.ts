import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';

/** What a function has done lately. */
export interface Activity {
  readonly name: string;
  readonly invocations: number;
  readonly errors: number;
  /** Null when it was not invoked. */
  readonly averageMilliseconds: number | null;
}

const HOUR_SECONDS = 60 * 60;
const DAY_MILLISECONDS = 24 * HOUR_SECONDS * 1000;

/** A request takes so many: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;

const METRICS = ['Invocations', 'Errors', 'Duration'] as const;
type Metric = (typeof METRICS)[number];

/** Asks CloudWatch what Lambda has counted in the last day, whole hours: the functions themselves keep no such numbers. */
export async function functionActivity(
  cloudWatch: CloudWatchClient,
  names: readonly string[],
  now: Date,
): Promise<Activity[]> {
  const queries = names.flatMap((name, index) => METRICS.map((metric) => queryOf(name, index, metric)));
  const sums = new Map<string, number>();
  for (let at = 0; at < queries.length; at += MAX_QUERIES) {
    const some = queries.slice(at, at + MAX_QUERIES);
    for (const [id, sum] of await sumsOf(cloudWatch, some, now)) sums.set(id, (sums.get(id) ?? 0) + sum);
  }
  return names.map((name, index) => {
    const of = (metric: Metric) => sums.get(idOf(index, metric)) ?? 0;
    const invocations = of('Invocations');
    const averageMilliseconds = invocations === 0 ? null : Math.round((of('Duration') / invocations) * 10) / 10;
    return { name, invocations, errors: of('Errors'), averageMilliseconds };
  });
}

async function sumsOf(
  cloudWatch: CloudWatchClient,
  MetricDataQueries: MetricDataQuery[],
  now: Date,
): Promise<[string, number][]> {
  const sums: [string, number][] = [];
  let NextToken: string | undefined;
  do {
    const answer = await cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(now.getTime() - DAY_MILLISECONDS),
        EndTime: now,
        NextToken,
      }),
    );
    for (const { Id = '', Values = [] } of answer.MetricDataResults ?? []) {
      sums.push([Id, Values.reduce((sum, value) => sum + value, 0)]);
    }
    NextToken = answer.NextToken;
  } while (NextToken);
  return sums;
}

function idOf(index: number, metric: Metric): string {
  return `${metric.toLowerCase()}${index}`;
}

function queryOf(name: string, index: number, metric: Metric): MetricDataQuery {
  return {
    Id: idOf(index, metric),
    MetricStat: {
      Metric: { Namespace: 'AWS/Lambda', MetricName: metric, Dimensions: [{ Name: 'FunctionName', Value: name }] },
      Period: HOUR_SECONDS,
      Stat: 'Sum',
    },
  };
}
