import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';
import type { Parts } from './parts.ts';
import { ShardReader } from './shard-reader.ts';
import { Streams, type StreamsDeps } from './streams.ts';

export interface DynamoDbStreamsDeps extends StreamsDeps {
  readonly account: Account;
}

/** DynamoDB Streams, with what its consumers in the cloud are woken by. */
export interface DynamoDbStreams extends ServiceDefinition {
  readonly streams: Streams;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export function createDynamoDbStreams(deps: DynamoDbStreamsDeps): DynamoDbStreams {
  const streams = new Streams(deps);
  const { account, clock, changes } = deps;
  const parts: Parts = { account, clock, changes, streams, shards: new ShardReader(changes) };
  return {
    name: 'dynamodbstreams',
    // Policies and signatures know it as a part of DynamoDB; requests are told apart by their target.
    signingName: 'dynamodb',
    sdk: '@aws-sdk/client-dynamodb-streams',
    protocol: 'json-1.0',
    targetPrefix: 'DynamoDBStreams_20120810',
    operations: [describeStream(parts), getRecords(parts), getShardIterator(parts), listStreams(parts)],
    resources: [],
    gaps: ['A stream has one shard for as long as it lives; on AWS shards split and end after some hours.'],
    streams,
  };
}
