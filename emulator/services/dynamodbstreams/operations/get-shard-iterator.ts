import type { GetShardIteratorCommandInput, GetShardIteratorCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../../dynamodb/request/constraints.ts';
import { shardNotFound, ValidationError } from '../errors.ts';
import { type Parts, streamAccess } from '../parts.ts';
import { parseSequenceNumber } from '../sequence-number.ts';
import { writeIterator } from '../shard-iterator.ts';
import { shardId } from '../stream.ts';
import * as limits from './constraints.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const getShardIterator = ({ streams, shards, clock }: Parts) =>
  operation<GetShardIteratorCommandInput, Omit<GetShardIteratorCommandOutput, '$metadata'>>({
    name: 'GetShardIterator',
    access: ({ StreamArn }) => streamAccess('GetShardIterator', StreamArn),
    run(input) {
      check(input);
      const { StreamArn: streamArn = '', ShardId = '', ShardIteratorType: type = 'LATEST' } = input;
      const stream = streams.require(streamArn);
      if (ShardId !== shardId(stream)) throw shardNotFound();
      const position = shards.position(stream, type, sequenceOf(input));
      return { ShardIterator: writeIterator({ streamArn, shardId: ShardId, position, madeAt: clock.now() }) };
    },
  });

function check(input: GetShardIteratorCommandInput): void {
  new Constraints()
    .required('streamArn', input.StreamArn)
    .length('streamArn', input.StreamArn, limits.SHORTEST_ARN)
    .required('shardId', input.ShardId)
    .length('shardId', input.ShardId, limits.SHORTEST_SHARD_ID, limits.LONGEST_SHARD_ID)
    .required('shardIteratorType', input.ShardIteratorType)
    .oneOf('shardIteratorType', input.ShardIteratorType, limits.ITERATOR_TYPES)
    .length('sequenceNumber', input.SequenceNumber, limits.SHORTEST_SEQUENCE_NUMBER, limits.LONGEST_SEQUENCE_NUMBER)
    .verify();
}

function sequenceOf({ ShardIteratorType: type, SequenceNumber: number }: GetShardIteratorCommandInput) {
  if (type !== 'AT_SEQUENCE_NUMBER' && type !== 'AFTER_SEQUENCE_NUMBER') return undefined;
  if (number === undefined) {
    throw new ValidationError(`SequenceNumber must be specified when ShardIteratorType is ${type}`);
  }
  return parseSequenceNumber(number);
}
