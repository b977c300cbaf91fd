import { type Consistency, type Consumption, projected, readUnits } from '../items/capacity.ts';
import type { Items, StoredItem } from '../items/items.ts';
import { encodeIndexKey, encodeTableKey } from '../keys/encode-key.ts';
import { keyAttributes, pick } from '../keys/key-schema.ts';
import { continueAfter, type KeyRange } from '../keys/range.ts';
import { PAGE_SIZE_BYTES } from '../limits.ts';
import type { Index, Table } from '../tables/table.ts';
import { itemSize } from '../values/size.ts';
import type { Item } from '../values/value.ts';

/** A query or scan, ready to be read. */
export interface PageRequest {
  readonly table: Table;
  readonly index: Index | undefined;
  readonly range: KeyRange;
  readonly forward: boolean;
  /** How many items are looked at, at most; undefined: as many as a page's bytes allow. */
  readonly limit: number | undefined;
  readonly consistency: Consistency;
  readonly filter: ((item: Item) => boolean) | undefined;
  /** What is answered of each item; undefined when only the count is wanted. */
  readonly show: ((item: Item) => Item) | undefined;
  /** Whether an index must look up attributes that it does not hold in the table. */
  readonly fetch: boolean;
}

export interface Page {
  /** Undefined when only the count is wanted. */
  readonly items: Item[] | undefined;
  /** How many passed the filter, and how many were looked at. */
  readonly count: number;
  readonly scannedCount: number;
  /** Where the next page begins; undefined when everything was read. */
  readonly lastKey: Item | undefined;
  readonly consumption: Consumption;
}

/** How many rows are taken from the store at a time. */
const CHUNK_ROWS = 100;

/**
 * Reads a page: until the limit, or until the bytes that were looked at reach 1 MB, or until the range ends
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html).
 */
export function readPage(items: Items, request: PageRequest): Page {
  const { table, index, filter, show } = request;
  const page = { items: [] as Item[], count: 0, scannedCount: 0, bytes: 0, fetchedUnits: 0 };
  let last: Item | undefined;
  let full = false;
  for (const stored of rows(items, request)) {
    const item = request.fetch || !index ? stored.item : projected(index, stored.item);
    page.bytes += sizeOf(request, stored);
    if (request.fetch) page.fetchedUnits += readUnits(stored.sizeBytes, request.consistency);
    page.scannedCount += 1;
    if (!filter || filter(item)) {
      page.count += 1;
      if (show) page.items.push(show(item));
    }
    last = stored.item;
    full = page.scannedCount === request.limit || page.bytes >= PAGE_SIZE_BYTES;
    if (full) break;
  }
  const { items: found, count, scannedCount } = page;
  const lastKey = full && last ? startKeyOf(table, index, last) : undefined;
  return { items: show && found, count, scannedCount, lastKey, consumption: consumed(request, page) };
}

/** What a row weighs on the page: in an index only what the index holds. */
function sizeOf({ index }: PageRequest, { item, sizeBytes }: StoredItem): number {
  return index?.projected ? itemSize(projected(index, item)) : sizeBytes;
}

function* rows(items: Items, { table, index, range, forward, limit }: PageRequest): Iterable<StoredItem> {
  let left = limit ?? Infinity;
  let rest = range;
  while (left > 0) {
    const wanted = Math.min(left, CHUNK_ROWS);
    const chunk = items.read(table, index, rest, forward, wanted);
    yield* chunk;
    const last = chunk.at(-1);
    if (!last || chunk.length < wanted) return;
    left -= chunk.length;
    rest = continueAfter(rest, requireKeyOf(table, index, last.item), forward);
  }
}

function consumed(
  { table, index, consistency }: PageRequest,
  { bytes, fetchedUnits }: { readonly bytes: number; readonly fetchedUnits: number },
): Consumption {
  const units = readUnits(bytes, consistency);
  if (!index) return { table, kind: 'Read', tableUnits: units, indexUnits: new Map() };
  return { table, kind: 'Read', tableUnits: fetchedUnits, indexUnits: new Map([[index, units]]) };
}

/** The attributes by which a page names the item that it ended with. */
const startKeyOf = (table: Table, index: Index | undefined, item: Item): Item =>
  pick(item, [...(index ? keyAttributes(index.key).map(({ name }) => name) : []), ...table.keyNames]);

/** The encoded key of an item in the table or index that is read; undefined when it lacks an attribute of it. */
export function keyOf(table: Table, index: Index | undefined, item: Item): Buffer | undefined {
  const key = encodeTableKey(table.key, item);
  return key && index ? encodeIndexKey(index.key, item, key) : key;
}

function requireKeyOf(table: Table, index: Index | undefined, item: Item): Buffer {
  const key = keyOf(table, index, item);
  if (!key) throw new Error(`An item of ${table.name} lies where its key does not belong`);
  return key;
}
