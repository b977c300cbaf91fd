import { CreateTableCommand, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { z } from 'zod';
import { DynamoCounters } from '../../../../functions/counters/dynamo-counters.ts';
import { DynamoOldRows } from '../../../../functions/counters/forget/dynamo-old-rows.ts';
import { forgetRows } from '../../../../functions/counters/forget/forget-rows.ts';
import { DynamoRowSource } from '../../../../functions/counters/recount/dynamo-row-source.ts';
import { type Recounted, recountPart } from '../../../../functions/counters/recount/recount-part.ts';
import { repairCounters } from '../../../../functions/counters/repair/repair-counters.ts';
import { takeSnapshot } from '../../../../functions/counters/snapshot/take-snapshot.ts';
import { type ImageRow, imageIndexKeys } from '../../../../functions/images/record/image-row.ts';
import type { BatchRow } from '../../../../functions/logs/record/batch-row.ts';
import {
  type NotificationRow,
  notificationIndexKeys,
} from '../../../../functions/notifications/record/notification-row.ts';
import { DynamoLedger } from '../../../../functions/shared/ledger/dynamo-ledger.ts';
import type { Counts } from '../../../../functions/shared/ledger/ledger.ts';

export const TABLES = [
  { domain: 'images', table: 'images', key: 'imageId' },
  { domain: 'logs', table: 'log-batches', key: 'batchId' },
  { domain: 'notifications', table: 'notifications', key: 'notificationId' },
];
const COUNTERS = 'stats';
const SEGMENTS = 2;

/** The tables of the three domains, without their indexes, and that of the counters. */
export async function createTables(dynamo: DynamoDBClient): Promise<void> {
  for (const { table, key } of [...TABLES, { table: COUNTERS, key: 'counter' }]) {
    await dynamo.send(
      new CreateTableCommand({
        TableName: table,
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  }
}

/** The ledgers of the three domains as one execution environment has them: what it knows of epochs is its own. */
export function ledgersOf(dynamo: DynamoDBClient) {
  const at = (domain: string) => {
    const found = TABLES.find((table) => table.domain === domain);
    if (!found) throw new Error(`no domain ${domain}`);
    return { rows: found.table, key: found.key, counters: COUNTERS, domain };
  };
  return {
    images: new DynamoLedger<ImageRow>(dynamo, { ...at('images'), indexKeys: imageIndexKeys }),
    logs: new DynamoLedger<BatchRow>(dynamo, { ...at('logs'), indexKeys: () => ({}) }),
    notifications: new DynamoLedger<NotificationRow>(dynamo, {
      ...at('notifications'),
      indexKeys: notificationIndexKeys,
    }),
  };
}

/** Counts before anything else is done with a recount; tests act in between. */
export interface Interruptions {
  readonly afterSnapshot?: () => Promise<unknown>;
  readonly beforeRepair?: () => Promise<unknown>;
}

/** What the workflow reconcile does with one domain, step by step. */
export async function reconcile(dynamo: DynamoDBClient, domain: string, interruptions: Interruptions = {}) {
  const counters = new DynamoCounters(dynamo, COUNTERS);
  const source = new DynamoRowSource(dynamo, TABLES);
  const snapshot = await takeSnapshot(domain, { counters, now: laterThanEver });
  const epochs = Object.fromEntries(snapshot.map(({ counter, epoch }) => [counter, epoch]));
  await interruptions.afterSnapshot?.();
  const parts = await Promise.all(
    Array.from({ length: SEGMENTS }, async (_, segment) => {
      let recounted: Recounted = { sums: {}, nextKey: null, rows: 0 };
      do {
        const { sums, nextKey } = recounted;
        const startKey = nextKey ?? undefined;
        recounted = await recountPart({ domain, segment, segments: SEGMENTS, epochs, sums, startKey }, source);
      } while (recounted.nextKey);
      return recounted.sums;
    }),
  );
  await interruptions.beforeRepair?.();
  const repair = () => repairCounters({ snapshot, parts }, counters);
  return { epochs, repair, ...(await repair()) };
}

export function forget(dynamo: DynamoDBClient, domain: string, epochs: Record<string, number>, now: Date) {
  return forgetRows({ domain, epochs }, new DynamoOldRows(dynamo, { rows: TABLES, counters: COUNTERS }), now);
}

let last = 0;
/** Two recounts of a test may begin in one millisecond, which those of a night do not. */
function laterThanEver(): Date {
  last = Math.max(last + 1, Date.now());
  return new Date(last);
}

const counts = z.record(z.string(), z.unknown());

/** The counters of a domain, added up; those that are 0 are left out. */
export async function countersOf(dynamo: DynamoDBClient, domain: string): Promise<Counts> {
  const sum: Record<string, number> = {};
  for (const { counter, epoch: _, repairedIn: __, ...numbers } of await rowsOf(dynamo, COUNTERS)) {
    if (!String(counter).startsWith(`${domain}#`)) continue;
    for (const [name, count] of Object.entries(numbers)) sum[name] = (sum[name] ?? 0) + Number(count);
  }
  return withoutZeros(sum);
}

/** What the rows of a domain say that they have counted, added up. */
export async function recountOf(dynamo: DynamoDBClient, domain: string): Promise<Counts> {
  const sum: Record<string, number> = {};
  const { table = '' } = TABLES.find((one) => one.domain === domain) ?? {};
  for (const { counted } of await rowsOf(dynamo, table)) {
    for (const [name, count] of Object.entries(counts.parse(counted ?? {})))
      sum[name] = (sum[name] ?? 0) + Number(count);
  }
  return withoutZeros(sum);
}

async function rowsOf(dynamo: DynamoDBClient, table: string) {
  const rows: Record<string, unknown>[] = [];
  for await (const { Items = [] } of paginateScan({ client: dynamo }, { TableName: table, ConsistentRead: true })) {
    rows.push(...Items.map((item) => unmarshall(item)));
  }
  return rows;
}

function withoutZeros(sum: Counts): Counts {
  return Object.fromEntries(Object.entries(sum).filter(([, count]) => count !== 0));
}
