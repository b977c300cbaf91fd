import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { LOG_LEVELS, type LogLevel } from '../../../events/log-level.ts';
import type { Cursors } from '../../shared/http/cursor.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { type ListTable, queryNewestFirst } from '../../shared/list/dynamo-list.ts';
import { levelShard, serviceShard } from '../index/log-row.ts';
import { listLogsRoute } from './route.ts';

export interface ListLogsPorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly cursors: Cursors;
}

const row = z.object({
  logId: z.string(),
  timestamp: z.string(),
  level: z.enum(LOG_LEVELS),
  message: z.string(),
  service: z.string(),
  userId: z.string(),
  batchId: z.string(),
});

/** @throws InvalidRequest when the cursor is not of this list */
export async function listLogs({ query, caller }: RequestOf<typeof listLogsRoute>, ports: ListLogsPorts) {
  const { limit, cursor, ...filter } = query;
  const scope = { list: listLogsRoute.name, userId: caller.userId, filter };
  const after = cursor === undefined ? undefined : ports.cursors.open(scope, cursor);
  const { level, service, from, to } = filter;
  const { rows, next } = await queryNewestFirst(ports.dynamo, {
    list: service === undefined ? byLevel(ports.table) : byService(ports.table),
    partitions: partitionsOf(level === undefined ? LOG_LEVELS : [level], service),
    span: { from, to, after },
    limit,
    row,
  });
  const logs = rows.map(({ logId, ...log }) => ({ id: logId, ...log }));
  return { body: { logs, count: logs.length, next: next === undefined ? null : ports.cursors.seal(scope, next) } };
}

function byLevel(table: string): ListTable {
  return { table, partitionKey: 'levelShard', sortKey: 'timestampId' };
}

function byService(table: string): ListTable {
  return { table, index: 'by-service', partitionKey: 'serviceShard', sortKey: 'timestampId' };
}

function partitionsOf(levels: readonly LogLevel[], service: string | undefined): string[] {
  return levels.flatMap((level) =>
    Array.from({ length: LIST_SHARDS }, (_, shard) =>
      service === undefined ? levelShard(level, shard) : serviceShard(service, level, shard),
    ),
  );
}
