import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { LOG_LEVELS, type LogLevel } from '../../../events/log-level.ts';
import type { Cursors } from '../../shared/http/cursor.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { type ListTable, queryNewestFirst } from '../../shared/list/dynamo-list.ts';
import { levelShard, serviceShard } from '../index/log-row.ts';
import { listLogsRoute, MAX_SEARCHED_A_PAGE } from './route.ts';
import { type Searched, search } from './search.ts';

export interface ListLogsPorts {
  readonly dynamo: DynamoDBClient;
  readonly table: string;
  readonly cursors: Cursors;
}

const row = z.object({
  logId: z.string(),
  timestampId: z.string(),
  timestamp: z.string(),
  level: z.enum(LOG_LEVELS),
  message: z.string(),
  service: z.string(),
  userId: z.string(),
  batchId: z.string(),
});
type Row = z.output<typeof row>;

/** @throws InvalidRequest when the cursor is not of this list */
export async function listLogs({ query, caller }: RequestOf<typeof listLogsRoute>, ports: ListLogsPorts) {
  const { limit, cursor, ...filter } = query;
  const scope = { list: listLogsRoute.name, userId: caller.userId, filter };
  const after = cursor === undefined ? undefined : ports.cursors.open(scope, cursor);
  const { level, service, from, to, text } = filter;
  const read = (after: string | undefined, limit: number) =>
    queryNewestFirst(ports.dynamo, {
      list: service === undefined ? byLevel(ports.table) : byService(ports.table),
      partitions: partitionsOf(level === undefined ? LOG_LEVELS : [level], service),
      span: { from, to, after },
      limit,
      row,
    });
  const page: Searched<Row> =
    text === undefined
      ? await read(after, limit)
      : await search({ read, fits: containing(text), positionOf, limit, atMost: MAX_SEARCHED_A_PAGE }, after);
  const logs = page.rows.map(({ logId, timestampId: _, ...log }) => ({ id: logId, ...log }));
  const last = page.searchedTo ?? page.rows.at(-1)?.timestampId;
  return {
    body: {
      logs,
      count: logs.length,
      next: page.next === undefined ? null : ports.cursors.seal(scope, page.next),
      searchedTo: last?.split('#')[0] ?? null,
    },
  };
}

function containing(text: string): (row: Row) => boolean {
  const wanted = text.toLowerCase();
  return ({ message, service, userId, batchId }) =>
    [message, service, userId, batchId].some((field) => field.toLowerCase().includes(wanted));
}

const positionOf = ({ timestampId }: Row) => timestampId;

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
