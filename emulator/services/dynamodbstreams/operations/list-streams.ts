import type { ListStreamsCommandInput, ListStreamsCommandOutput } from '@aws-sdk/client-dynamodb-streams';
import { operation } from '../../../door/operation.ts';
import { Constraints } from '../../dynamodb/request/constraints.ts';
import { tableArn } from '../../dynamodb/tables/table.ts';
import { tableNameOf } from '../../dynamodb/tables/tables.ts';
import { LISTED_STREAMS } from '../limits.ts';
import { type Parts, streamAccess } from '../parts.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const listStreams = ({ streams, account }: Parts) =>
  operation<ListStreamsCommandInput, Omit<ListStreamsCommandOutput, '$metadata'>>({
    name: 'ListStreams',
    access: ({ TableName }) =>
      streamAccess('ListStreams', TableName && `${tableArn(account, tableNameOf(TableName))}/stream/*`),
    run({ TableName, Limit = LISTED_STREAMS, ExclusiveStartStreamArn: start }) {
      new Constraints().atLeast('limit', Limit, 1).atMost('limit', Limit, LISTED_STREAMS).verify();
      const table = TableName === undefined ? undefined : tableNameOf(TableName);
      const found = streams
        .all()
        .filter(({ arn, tableName }) => (start === undefined || arn > start) && (!table || tableName === table));
      const page = found.slice(0, Limit);
      const last = page.at(-1);
      return {
        Streams: page.map(({ arn, tableName, label }) => ({
          StreamArn: arn,
          TableName: tableName,
          StreamLabel: label,
        })),
        ...(last && found.length > page.length ? { LastEvaluatedStreamArn: last.arn } : {}),
      };
    },
  });
