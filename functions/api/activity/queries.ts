import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { PRIORITIES } from '../../../events/notification-priority.ts';

export type ActivityQueries = readonly MetricDataQuery[];

/** Values by the id of their query, and by the start of their period in milliseconds since 1970. */
export type ActivitySeries = ReadonlyMap<string, ReadonlyMap<number, number>>;

export interface Asked {
  readonly functionNames: readonly string[];
  readonly apiId: string;
  readonly namespace: string;
}

/** A request takes so many: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_QUERIES = 500;

/** What the ids of the functions' own queries have in common, and no others. */
const ONE_FUNCTION = 'errors_of_';

/**
 * All that the plots need, in one request. CloudWatch adds the errors of the functions up: its metric of Lambda as a whole would hold those
 * of every other application in the account.
 */
export function activityQueries({ functionNames, apiId, namespace }: Asked, Period: number): MetricDataQuery[] {
  const metric = (
    Id: string,
    Namespace: string,
    MetricName: string,
    dimensions: Record<string, string>,
    Stat = 'Sum',
  ) => {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat } };
  };
  // Powertools names the service in every metric: see lib/constructs/service-function.ts.
  const own = (id: string, name: string, service: string, more: Record<string, string> = {}, stat = 'Sum') =>
    metric(id, namespace, name, { service, ...more }, stat);

  const queries: MetricDataQuery[] = [
    own('processing_average', 'ProcessingTime', 'images', {}, 'Average'),
    own('processing_p95', 'ProcessingTime', 'images', {}, 'p95'),
    ...LOG_LEVELS.map((level) => own(`logs_${level}`, 'Logs', 'logs', { level })),
    ...PRIORITIES.map((priority) => own(`notifications_${priority}`, 'Notifications', 'notifications', { priority })),
    own('messages_people', 'Messages', 'chat', { type: 'USER_MESSAGE' }),
    own('messages_bot', 'Messages', 'chat', { type: 'BOT_RESPONSE' }),
    own('failed_images', 'ImagesFailed', 'images'),
    own('failed_notifications', 'NotificationsFailed', 'notifications'),
    metric('failed_requests', 'AWS/ApiGateway', '5xx', { ApiId: apiId }),
    ...functionNames.map((FunctionName, index) => ({
      ...metric(`${ONE_FUNCTION}${index}`, 'AWS/Lambda', 'Errors', { FunctionName }),
      ReturnData: false,
    })),
    { Id: 'failed_functions', Expression: `SUM(METRICS("${ONE_FUNCTION}"))`, Period },
  ];
  if (queries.length <= MAX_QUERIES) return queries;
  throw new Error(`${queries.length} queries are more than the ${MAX_QUERIES} of one request`);
}
