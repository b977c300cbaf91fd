import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { levelShard } from '../../logs/index/log-row.ts';
import { LIST_SHARDS } from '../../shared/ledger/shards.ts';
import { queryNewestFirst } from '../../shared/list/dynamo-list.ts';

const SHOWN = 10;

const row = z
  .object({
    logId: z.string(),
    timestamp: z.string(),
    level: z.enum(LOG_LEVELS),
    message: z.string(),
    service: z.string(),
  })
  .transform(({ logId, ...log }) => ({ id: logId, ...log }));

export type RecentError = z.output<typeof row>;

/** The newest logs that say that something is wrong. */
export async function recentErrors(dynamo: DynamoDBClient, table: string): Promise<readonly RecentError[]> {
  const shards = Array.from({ length: LIST_SHARDS }, (_, shard) => shard);
  const { rows } = await queryNewestFirst(dynamo, {
    list: { table, partitionKey: 'levelShard', sortKey: 'timestampId' },
    partitions: ['ERROR', 'CRITICAL'].flatMap((level) => shards.map((shard) => levelShard(level, shard))),
    span: {},
    limit: SHOWN,
    row,
  });
  return rows;
}
