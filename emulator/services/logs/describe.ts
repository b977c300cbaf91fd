import type { LogGroup as LogGroupShape, LogStream as LogStreamShape } from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroup, LogGroups, LogStream } from './log-groups.ts';
import type { MetricFilters } from './metric-filters.ts';

interface Deps {
  readonly groups: LogGroups;
  readonly metricFilters: MetricFilters;
}

export function describeGroup(group: LogGroup, { groups, metricFilters }: Deps): LogGroupShape {
  const arn = groups.arnOf(group.name);
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionDays === undefined ? {} : { retentionInDays: group.retentionDays }),
    metricFilterCount: metricFilters.of(group.name).length,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: groups.storedBytes(group),
    ...(group.kmsKeyId ? { kmsKeyId: group.kmsKeyId } : {}),
    logGroupClass: group.logClass as NonNullable<LogGroupShape['logGroupClass']>,
  };
}

export function describeStream(group: LogGroup, stream: LogStream, groups: LogGroups): LogStreamShape {
  return {
    logStreamName: stream.name,
    creationTime: stream.created_at,
    ...(stream.first_event_at === null ? {} : { firstEventTimestamp: stream.first_event_at }),
    ...(stream.last_event_at === null ? {} : { lastEventTimestamp: stream.last_event_at }),
    ...(stream.last_ingestion_at === null ? {} : { lastIngestionTime: stream.last_ingestion_at }),
    uploadSequenceToken: String(stream.id),
    arn: `${groups.arnOf(group.name)}:log-stream:${stream.name}`,
    // Deprecated, and 0 for every stream on AWS (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html).
    storedBytes: 0,
  };
}
