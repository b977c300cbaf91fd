import type { GetRecordsCommandInput, GetRecordsCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../../dynamodb/request/constraints.ts';
import { RECORDS_PER_READ } from '../limits.ts';
import { type Parts, streamAccess } from '../parts.ts';
import { describeRecord } from '../record.ts';
import { readIterator, streamOfIterator, writeIterator } from '../shard-iterator.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const getRecords = ({ streams, shards, clock, account }: Parts) =>
  operation<GetRecordsCommandInput, Omit<GetRecordsCommandOutput, '$metadata'>>({
    name: 'GetRecords',
    access: ({ ShardIterator = '' }) => streamAccess('GetRecords', streamOfIterator(ShardIterator)),
    run({ ShardIterator: text, Limit = RECORDS_PER_READ }) {
      new Constraints()
        .required('shardIterator', text)
        .length('shardIterator', text, 1)
        .atLeast('limit', Limit, 1)
        .atMost('limit', Limit, RECORDS_PER_READ)
        .verify();
      const iterator = readIterator(text ?? '', clock.now());
      const stream = streams.require(iterator.streamArn);
      const { records, next } = shards.read(stream, iterator.position, Limit);
      return {
        Records: records.map((record) => describeRecord(record, stream, account)),
        ...(next ? { NextShardIterator: writeIterator({ ...iterator, position: next, madeAt: clock.now() }) } : {}),
      };
    },
  });
