import type { Capacity, ConsumedCapacity, ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { encodeIndexKey } from '../keys/encode-key.ts';
import { pick } from '../keys/key-schema.ts';
import { READ_UNIT_BYTES, WRITE_UNIT_BYTES } from '../limits.ts';
import type { Index, Table } from '../tables/table.ts';
import { equalMaps } from '../values/compare.ts';
import { itemSize } from '../values/size.ts';
import type { Item } from '../values/value.ts';

/**
 * Capacity units, as requests report them
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html).
 */

/** What one operation consumed of a table and its indexes. */
export interface Consumption {
  readonly table: Table;
  readonly kind: 'Read' | 'Write';
  readonly tableUnits: number;
  /** By index; an index that cost nothing is absent. */
  readonly indexUnits: ReadonlyMap<Index, number>;
  /** Transactions report the kind of their units too. */
  readonly transactional?: boolean;
}

/** How strongly a read is consistent decides what it costs. */
export type Consistency = 'eventual' | 'strong' | 'transactional';

const READ_FACTOR: Readonly<Record<Consistency, number>> = { eventual: 0.5, strong: 1, transactional: 2 };

/** A read of nothing costs as much as one of a small item. */
export const readUnits = (bytes: number, consistency: Consistency): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * READ_FACTOR[consistency];

const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));

const TRANSACTION_FACTOR = 2;

/**
 * What a write costs: the table as much as the larger of both images; an index one write for an entry that comes, goes
 * or changes, and two where it moves.
 */
export function writeConsumption(
  table: Table,
  key: Buffer,
  images: { readonly old: Item | undefined; readonly next: Item | undefined },
  transactional = false,
): Consumption {
  const { old, next } = images;
  const factor = transactional ? TRANSACTION_FACTOR : 1;
  const bytes = Math.max(old ? itemSize(old) : 0, next ? itemSize(next) : 0);
  const indexUnits = new Map<Index, number>();
  for (const index of table.indexes) {
    const units = indexWriteUnits(index, key, old, next);
    if (units > 0) indexUnits.set(index, units * factor);
  }
  return { table, kind: 'Write', tableUnits: writeUnits(bytes) * factor, indexUnits, transactional };
}

function indexWriteUnits(index: Index, key: Buffer, old: Item | undefined, next: Item | undefined): number {
  const from = old && encodeIndexKey(index.key, old, key);
  const to = next && encodeIndexKey(index.key, next, key);
  const before = old && from ? projected(index, old) : undefined;
  const after = next && to ? projected(index, next) : undefined;
  if (!before || !after || !from || !to) {
    const only = before ?? after;
    return only ? writeUnits(itemSize(only)) : 0;
  }
  if (!from.equals(to)) return writeUnits(itemSize(before)) + writeUnits(itemSize(after));
  return equalMaps(before, after) ? 0 : writeUnits(Math.max(itemSize(before), itemSize(after)));
}

/** What an index holds of an item. */
export const projected = ({ projected: names }: Index, item: Item): Item => (names ? pick(item, names) : item);

/** The `ConsumedCapacity` of an answer; undefined when the request did not ask for it. */
export function reportConsumption(
  wanted: ReturnConsumedCapacity | undefined,
  consumption: Consumption,
): ConsumedCapacity | undefined {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return undefined;
  const { table, tableUnits, indexUnits } = consumption;
  let total = tableUnits;
  for (const units of indexUnits.values()) total += units;
  const capacity: ConsumedCapacity = { TableName: table.name, ...units(total, consumption) };
  if (wanted === 'TOTAL') return capacity;
  capacity.Table = units(tableUnits, consumption);
  for (const [index, consumed] of indexUnits) {
    const { name, kind } = index.definition;
    const group = kind === 'GLOBAL' ? 'GlobalSecondaryIndexes' : 'LocalSecondaryIndexes';
    capacity[group] = { ...capacity[group], [name]: units(consumed, consumption) };
  }
  return capacity;
}

function units(count: number, { kind, transactional }: Consumption): Capacity {
  return { CapacityUnits: count, ...(transactional ? { [`${kind}CapacityUnits`]: count } : {}) };
}

/** The consumptions of one request added up by table, in the order in which the tables first appear. */
export function addUp(consumptions: Iterable<Consumption>): readonly Consumption[] {
  const sums = new Map<Table, Consumption>();
  for (const consumption of consumptions) {
    const sum = sums.get(consumption.table);
    sums.set(consumption.table, sum ? plus(sum, consumption) : consumption);
  }
  return [...sums.values()];
}

function plus(left: Consumption, right: Consumption): Consumption {
  const indexUnits = new Map(left.indexUnits);
  for (const [index, count] of right.indexUnits) indexUnits.set(index, (indexUnits.get(index) ?? 0) + count);
  return { ...left, tableUnits: left.tableUnits + right.tableUnits, indexUnits };
}

/** The `ConsumedCapacity` list of a batch or transaction. */
export function reportAll(
  wanted: ReturnConsumedCapacity | undefined,
  consumptions: Iterable<Consumption>,
): ConsumedCapacity[] | undefined {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return undefined;
  return addUp(consumptions).flatMap((consumption) => reportConsumption(wanted, consumption) ?? []);
}
