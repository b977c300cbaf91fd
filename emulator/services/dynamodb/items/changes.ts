import { EventEmitter } from 'node:events';
import type { StreamViewType } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { pick } from '../keys/key-schema.ts';
import { STREAM_RETENTION_HOURS } from '../limits.ts';
import type { Table } from '../tables/table.ts';
import { itemSize } from '../values/size.ts';
import { fromStored, toStored } from '../values/stored.ts';
import type { Item } from '../values/value.ts';

/** One write, as a stream reports it. */
export interface Change {
  readonly event: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly old?: Item | undefined;
  readonly new?: Item | undefined;
  /** Whether time to live took the item away, and not a caller. */
  readonly expired: boolean;
}

/** A change as a stream keeps it: its images are those that the stream's view type shows. */
export interface ChangeRecord extends Change {
  /** Grows with every write; the order of the stream. */
  readonly sequence: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly keys: Item;
  readonly sizeBytes: number;
}

interface Row {
  readonly sequence: number;
  readonly event: Change['event'];
  readonly at: number;
  readonly size: number;
  readonly keys: string;
  readonly old: string | null;
  readonly new: string | null;
  readonly expired: number;
}

/**
 * What happened to the items of tables that have a stream, kept for 24 hours
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html). Every write to an item passes here.
 */
export class Changes {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Writes the change down if the table has a stream; part of the transaction that writes the item. */
  record(table: Table, change: Change): void {
    const { stream } = table.definition;
    if (!stream?.enabled) return;
    const keys = pick(change.new ?? change.old ?? {}, table.keyNames);
    const old = showsOld(stream.view) ? change.old : undefined;
    const new_ = showsNew(stream.view) ? change.new : undefined;
    this.#store.run(
      'INSERT INTO dynamodb_change (space, event, at, size, keys, old, new, expired) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      stream.space,
      change.event,
      this.#clock.now(),
      itemSize(keys) + (old ? itemSize(old) : 0) + (new_ ? itemSize(new_) : 0),
      toStored(keys),
      old ? toStored(old) : null,
      new_ ? toStored(new_) : null,
      change.expired ? 1 : 0,
    );
    this.#emitter.emit('change', stream.space);
  }

  /** The records of a stream after a sequence number (0: from the oldest that is kept), oldest first. */
  read(streamSpace: number, afterSequence: number, limit: number): readonly ChangeRecord[] {
    return this.#store
      .all<Row>(
        'SELECT * FROM dynamodb_change WHERE space = ? AND sequence > ? ORDER BY sequence LIMIT ?',
        streamSpace,
        afterSequence,
        limit,
      )
      .map(toRecord);
  }

  /** The sequence number of the newest record of any stream; 0 when there is none. */
  newest(streamSpace: number): number {
    const row = this.#store.get<{ newest: number | null }>(
      'SELECT max(sequence) AS newest FROM dynamodb_change WHERE space = ?',
      streamSpace,
    );
    return row?.newest ?? 0;
  }

  /**
   * Calls `listener` with a stream's space for every record. The transaction that writes it may still be open: a
   * listener only takes note, and reads later.
   */
  subscribe(listener: (streamSpace: number) => void): () => void {
    this.#emitter.on('change', listener);
    return () => this.#emitter.off('change', listener);
  }

  /** Forgets what is older than a stream keeps. */
  trim(): void {
    const oldest = this.#clock.now() - STREAM_RETENTION_HOURS * 3_600_000;
    this.#store.run('DELETE FROM dynamodb_change WHERE at < ?', oldest);
  }
}

const showsOld = (view: StreamViewType) => view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
const showsNew = (view: StreamViewType) => view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';

const toRecord = (row: Row): ChangeRecord => ({
  sequence: row.sequence,
  event: row.event,
  at: row.at,
  sizeBytes: row.size,
  keys: fromStored(row.keys),
  old: row.old === null ? undefined : fromStored(row.old),
  new: row.new === null ? undefined : fromStored(row.new),
  expired: row.expired === 1,
});
