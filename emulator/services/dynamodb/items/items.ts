import type { Store } from '../../../runtime/store.ts';
import { encodeIndexKey } from '../keys/encode-key.ts';
import type { KeyRange } from '../keys/range.ts';
import type { Index, Table } from '../tables/table.ts';
import { equalMaps } from '../values/compare.ts';
import { itemSize } from '../values/size.ts';
import { fromStored, toStored } from '../values/stored.ts';
import type { Item } from '../values/value.ts';
import type { Changes } from './changes.ts';
import { expiryOf } from './expiry.ts';

/** An item as it lies in the store. */
export interface StoredItem {
  readonly id: number;
  readonly sizeBytes: number;
  readonly item: Item;
}

interface Row {
  readonly id: number;
  readonly size: number;
  readonly body: string;
}

/** A write to one item: what it was, and what it shall be. */
export interface Write {
  readonly table: Table;
  /** The encoded key of the item. */
  readonly key: Buffer;
  readonly old: StoredItem | undefined;
  /** Undefined removes the item. */
  readonly next: Item | undefined;
  /** Whether time to live asks for it. */
  readonly expired?: boolean;
}

/** Items and their index entries. */
export class Items {
  readonly #store: Store;
  readonly #changes: Changes;

  constructor(store: Store, changes: Changes) {
    this.#store = store;
    this.#changes = changes;
  }

  get(table: Table, key: Buffer): StoredItem | undefined {
    const row = this.#store.get<Row>(
      'SELECT id, size, body FROM dynamodb_item WHERE space = ? AND key = ?',
      table.definition.space,
      key,
    );
    return row && toItem(row);
  }

  /** Up to `limit` items of a table, or of an index, in the order of their keys. */
  read(table: Table, index: Index | undefined, { low, high }: KeyRange, forward: boolean, limit: number): StoredItem[] {
    const [space, sql] = index
      ? [index.definition.space, forward ? INDEX_FORWARD : INDEX_BACKWARD]
      : [table.definition.space, forward ? TABLE_FORWARD : TABLE_BACKWARD];
    return this.#store.all<Row>(sql, space, low, high, limit).map(toItem);
  }

  /** Writes the item, its index entries, its expiry and its change record: all of it, or nothing. */
  write(write: Write): void {
    const { definition, indexes } = write.table;
    const single = indexes.length === 0 && !definition.stream?.enabled && definition.timeToLiveAttribute === undefined;
    if (single) this.#writeItem(write);
    else this.#store.transaction(() => this.#writeAll(write));
  }

  #writeAll(write: Write): void {
    const { table, key, old, next } = write;
    const id = this.#writeItem(write);
    for (const index of table.indexes) {
      this.#moveEntry(
        index,
        id,
        old && encodeIndexKey(index.key, old.item, key),
        next && encodeIndexKey(index.key, next, key),
      );
    }
    this.#moveExpiry(table, id, old?.item, next);
    if (table.definition.stream?.enabled) this.#recordChange(write);
  }

  /** A write that changes nothing is no change. */
  #recordChange({ table, old, next, expired = false }: Write): void {
    if (old && next ? equalMaps(old.item, next) : old === next) return;
    const event = next ? (old ? 'MODIFY' : 'INSERT') : 'REMOVE';
    this.#changes.record(table, { event, old: old?.item, new: next, expired });
  }

  /** Answers the number of the item's row. */
  #writeItem({ table, key, old, next }: Write): number {
    if (!next) {
      if (old) this.#store.run('DELETE FROM dynamodb_item WHERE id = ?', old.id);
      keepCount(table, old, undefined);
      return old?.id ?? 0;
    }
    const [size, body] = [itemSize(next), toStored(next)];
    keepCount(table, old, size);
    if (old) {
      this.#store.run('UPDATE dynamodb_item SET size = ?, body = ? WHERE id = ?', size, body, old.id);
      return old.id;
    }
    const row = this.#store.get<{ id: number }>(
      'INSERT INTO dynamodb_item (space, key, size, body) VALUES (?, ?, ?, ?) RETURNING id',
      table.definition.space,
      key,
      size,
      body,
    );
    return row?.id ?? 0;
  }

  #moveEntry({ definition: { space } }: Index, item: number, from: Buffer | undefined, to: Buffer | undefined): void {
    if (from && to && from.equals(to)) return;
    if (from) this.#store.run('DELETE FROM dynamodb_entry WHERE space = ? AND key = ?', space, from);
    if (to) this.#store.run('INSERT INTO dynamodb_entry (space, key, item) VALUES (?, ?, ?)', space, to, item);
  }

  #moveExpiry({ definition }: Table, id: number, old: Item | undefined, next: Item | undefined): void {
    const { timeToLiveAttribute: attribute, space } = definition;
    const from = old && expiryOf(old, attribute);
    const to = next && expiryOf(next, attribute);
    if (from === to) return;
    if (from !== undefined) {
      this.#store.run('DELETE FROM dynamodb_expiry WHERE space = ? AND expires_at = ? AND item = ?', space, from, id);
    }
    if (to !== undefined) this.#store.run('INSERT OR REPLACE INTO dynamodb_expiry VALUES (?, ?, ?)', space, to, id);
  }

  /** Makes the entries of a new index from the items that are there. */
  fillIndex(table: Table, index: Index): void {
    for (const { id, key, body } of this.#everyRow(table)) {
      this.#moveEntry(index, id, undefined, encodeIndexKey(index.key, fromStored(body), Buffer.from(key)));
    }
  }

  emptyIndex(index: Index): void {
    this.#store.run('DELETE FROM dynamodb_entry WHERE space = ?', index.definition.space);
  }

  /** Notes when each item expires, after time to live was turned on. */
  fillExpiry(table: Table): void {
    for (const { id, body } of this.#everyRow(table)) this.#moveExpiry(table, id, undefined, fromStored(body));
  }

  emptyExpiry(table: Table): void {
    this.#store.run('DELETE FROM dynamodb_expiry WHERE space = ?', table.definition.space);
  }

  /** Removes every item of a table, without a change record: the table itself goes. */
  removeAll(table: Table): void {
    for (const index of table.indexes) this.emptyIndex(index);
    this.emptyExpiry(table);
    this.#store.run('DELETE FROM dynamodb_item WHERE space = ?', table.definition.space);
  }

  /** Up to `limit` items that expired between two times (epoch seconds), with their encoded keys. */
  expired(table: Table, from: number, to: number, limit: number): { key: Buffer; stored: StoredItem }[] {
    return this.#store
      .all<Row & { key: Uint8Array }>(
        `SELECT i.id, i.key, i.size, i.body FROM dynamodb_expiry e JOIN dynamodb_item i ON i.id = e.item
           WHERE e.space = ? AND e.expires_at BETWEEN ? AND ? ORDER BY e.expires_at LIMIT ?`,
        table.definition.space,
        from,
        to,
        limit,
      )
      .map((row) => ({ key: Buffer.from(row.key), stored: toItem(row) }));
  }

  #everyRow(table: Table): Iterable<{ id: number; key: Uint8Array; body: string }> {
    return this.#store.each('SELECT id, key, body FROM dynamodb_item WHERE space = ?', table.definition.space);
  }
}

function keepCount(table: Table, old: StoredItem | undefined, bytes: number | undefined): void {
  table.writes += 1;
  const { statistics } = table;
  if (!statistics) return;
  const items = statistics.items + (bytes === undefined ? 0 : 1) - (old ? 1 : 0);
  table.statistics = { items, bytes: statistics.bytes + (bytes ?? 0) - (old?.sizeBytes ?? 0) };
}

const TABLE_FORWARD =
  'SELECT id, size, body FROM dynamodb_item WHERE space = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?';
const TABLE_BACKWARD =
  'SELECT id, size, body FROM dynamodb_item WHERE space = ? AND key >= ? AND key < ? ORDER BY key DESC LIMIT ?';
const INDEX_FORWARD = `SELECT i.id, i.size, i.body FROM dynamodb_entry e JOIN dynamodb_item i ON i.id = e.item
  WHERE e.space = ? AND e.key >= ? AND e.key < ? ORDER BY e.key LIMIT ?`;
const INDEX_BACKWARD = `SELECT i.id, i.size, i.body FROM dynamodb_entry e JOIN dynamodb_item i ON i.id = e.item
  WHERE e.space = ? AND e.key >= ? AND e.key < ? ORDER BY e.key DESC LIMIT ?`;

const toItem = ({ id, size, body }: Row): StoredItem => ({ id, sizeBytes: size, item: fromStored(body) });
