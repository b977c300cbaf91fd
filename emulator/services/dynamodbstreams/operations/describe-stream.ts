import type { DescribeStreamCommandInput, DescribeStreamCommandOutput, Shard } from '@aws-sdk/client-dynamodb-streams';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../../dynamodb/request/constraints.ts';
import { shardNotFound } from '../errors.ts';
import { LISTED_SHARDS } from '../limits.ts';
import { type Parts, streamAccess } from '../parts.ts';
import { sequenceNumber } from '../sequence-number.ts';
import { createdAt, type Stream, shardId } from '../stream.ts';
import { SHORTEST_ARN } from './constraints.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const describeStream = ({ streams, changes }: Parts) =>
  operation<DescribeStreamCommandInput, Omit<DescribeStreamCommandOutput, '$metadata'>>({
    name: 'DescribeStream',
    access: ({ StreamArn }) => streamAccess('DescribeStream', StreamArn),
    run(input) {
      const { StreamArn: arn = '', Limit = LISTED_SHARDS } = input;
      new Constraints()
        .required('streamArn', input.StreamArn)
        .length('streamArn', input.StreamArn, SHORTEST_ARN)
        .atLeast('limit', Limit, 1)
        .atMost('limit', Limit, LISTED_SHARDS)
        .oneOf('shardFilter.type', input.ShardFilter?.Type, ['CHILD_SHARDS'])
        .verify();
      const stream = streams.require(arn);
      return {
        StreamDescription: {
          StreamArn: arn,
          StreamLabel: stream.label,
          StreamStatus: stream.endedAt === undefined ? 'ENABLED' : 'DISABLED',
          StreamViewType: stream.view,
          CreationRequestDateTime: new Date(createdAt(stream)),
          TableName: stream.tableName,
          KeySchema: [...stream.keySchema],
          Shards: shardsOf(stream, input, changes.newest(stream.space)),
        },
      };
    },
  });

/** The one shard, unless the request asks for those behind it or for its children. */
function shardsOf(stream: Stream, input: DescribeStreamCommandInput, newest: number): Shard[] {
  const id = shardId(stream);
  const behind = input.ExclusiveStartShardId ?? input.ShardFilter?.ShardId;
  if (behind !== undefined && behind !== id) throw shardNotFound();
  if (behind !== undefined) return [];
  const end = stream.endedAt === undefined ? {} : { EndingSequenceNumber: sequenceNumber(newest) };
  return [{ ShardId: id, SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(0), ...end } }];
}
