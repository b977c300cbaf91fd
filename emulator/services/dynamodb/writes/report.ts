import type {
  ConsumedCapacity,
  ItemCollectionMetrics,
  ReturnConsumedCapacity,
  ReturnItemCollectionMetrics,
} from '@aws-sdk/client-dynamodb';
import type { Store } from '../../../runtime/store.ts';
import { reportConsumption, writeConsumption } from '../items/capacity.ts';
import { collectionMetrics } from '../items/collection.ts';
import type { Written } from './writer.ts';

export interface ReportInput {
  readonly ReturnConsumedCapacity?: ReturnConsumedCapacity | undefined;
  readonly ReturnItemCollectionMetrics?: ReturnItemCollectionMetrics | undefined;
}

/** The members that the answer of every single write may have: what it cost, and how large its collection is now. */
export function reportWrite(
  store: Store,
  { action: { table, key, keyItem }, old, next }: Written,
  input: ReportInput,
): { ConsumedCapacity?: ConsumedCapacity; ItemCollectionMetrics?: ItemCollectionMetrics } {
  const wanted = input.ReturnConsumedCapacity;
  const consumed =
    wanted === undefined || wanted === 'NONE'
      ? undefined
      : reportConsumption(wanted, writeConsumption(table, key, { old, next }));
  const metrics = input.ReturnItemCollectionMetrics === 'SIZE' ? collectionMetrics(store, table, keyItem) : undefined;
  return {
    ...(consumed ? { ConsumedCapacity: consumed } : {}),
    ...(metrics ? { ItemCollectionMetrics: metrics } : {}),
  };
}

/** The collections that a batch or transaction touched, by table. */
export function reportCollections(
  store: Store,
  written: readonly Written[],
  wanted: ReturnItemCollectionMetrics | undefined,
): { ItemCollectionMetrics?: Record<string, ItemCollectionMetrics[]> } {
  if (wanted !== 'SIZE') return {};
  const collections: Record<string, ItemCollectionMetrics[]> = {};
  for (const { action } of written) {
    const metrics = collectionMetrics(store, action.table, action.keyItem);
    if (!metrics) continue;
    const list = collections[action.table.name] ?? [];
    collections[action.table.name] = [...list, metrics];
  }
  return Object.keys(collections).length > 0 ? { ItemCollectionMetrics: collections } : {};
}
