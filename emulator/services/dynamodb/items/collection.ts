import type { ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import type { Store } from '../../../runtime/store.ts';
import { encodePartition } from '../keys/encode-key.ts';
import { pick } from '../keys/key-schema.ts';
import { startingWith } from '../keys/range.ts';
import type { Table } from '../tables/table.ts';
import type { Item } from '../values/value.ts';

const GIGABYTE = 1024 ** 3;

/**
 * The size of the item collection that a write touched; undefined for a table without local indexes, which has none
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections).
 */
export function collectionMetrics(store: Store, table: Table, key: Item): ItemCollectionMetrics | undefined {
  const locals = table.indexes.filter(({ definition }) => definition.kind === 'LOCAL');
  const partition = encodePartition(table.key, key);
  if (locals.length === 0 || !partition) return undefined;
  const { low, high } = startingWith(partition);
  const row = store.get<{ bytes: number | null }>(
    'SELECT sum(size) AS bytes FROM dynamodb_item WHERE space = ? AND key >= ? AND key < ?',
    table.definition.space,
    low,
    high,
  );
  const gigabytes = ((row?.bytes ?? 0) * (1 + locals.length)) / GIGABYTE;
  return {
    ItemCollectionKey: pick(
      key,
      table.key.partition.map(({ name }) => name),
    ),
    SizeEstimateRangeGB: [Math.floor(gigabytes), Math.floor(gigabytes) + 1],
  };
}
