import type {
  CreateLogStreamCommandInput,
  DeleteLogStreamCommandInput,
  DescribeLogStreamsCommandInput,
  DescribeLogStreamsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import { describeStream } from '../describe.ts';
import { invalidParameter } from '../errors.ts';
import type { LogStream } from '../log-groups.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess } from './access.ts';
import type { Output } from './output.ts';
import { page } from './page.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = (parts: LogsParts) =>
  operation<CreateLogStreamCommandInput, void>({
    name: 'CreateLogStream',
    access: logAccess('CreateLogStream', parts),
    run({ logGroupName, logStreamName }) {
      parts.groups.createStream(parts.groups.get(logGroupName), logStreamName);
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export const deleteLogStream = (parts: LogsParts) =>
  operation<DeleteLogStreamCommandInput, void>({
    name: 'DeleteLogStream',
    access: logAccess('DeleteLogStream', parts),
    run({ logGroupName, logStreamName }) {
      parts.groups.deleteStream(parts.groups.get(logGroupName), logStreamName);
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams = (parts: LogsParts) =>
  operation<DescribeLogStreamsCommandInput, Output<DescribeLogStreamsCommandOutput>>({
    name: 'DescribeLogStreams',
    access: logAccess('DescribeLogStreams', parts),
    run(input) {
      const { orderBy = 'LogStreamName', logStreamNamePrefix, descending = false } = input;
      if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined) {
        throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
      }
      const group = parts.groups.get(input.logGroupIdentifier ?? input.logGroupName);
      const streams = parts.groups.streams(group).filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ''));
      if (orderBy === 'LastEventTime') streams.sort((a, b) => lastEvent(a) - lastEvent(b));
      if (descending) streams.reverse();
      const { items, next } = page(streams, input.nextToken, input.limit);
      return { logStreams: items.map((stream) => describeStream(group, stream, parts.groups)), ...next };
    },
  });

const lastEvent = ({ last_event_at }: LogStream) => last_event_at ?? 0;
