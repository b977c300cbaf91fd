import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import type { LogGroup, LogStream } from './log-groups.ts';

export interface NewEvent {
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredEvent extends NewEvent {
  readonly id: number;
  readonly stream_id: number;
  readonly ingested_at: number;
}

/** A place between events: after the event with this timestamp and id. */
export interface Position {
  readonly timestamp: number;
  readonly id: number;
}

/** Times in epoch milliseconds: from `start` (included) to `end` (excluded). */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export const BEGINNING: Position = { timestamp: -1, id: -1 };
export const EVER = Number.MAX_SAFE_INTEGER;

const DAY_MILLISECONDS = 24 * 60 * 60_000;

/** The events of all streams. What is older than its group's retention is not seen, and removed from time to time. */
export class LogEvents {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  append(stream: LogStream, events: readonly NewEvent[]): void {
    const [first, last] = [events[0], events.at(-1)];
    if (!first || !last) return;
    const now = this.#clock.now();
    const bytes = events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0);
    this.#store.transaction(() => {
      for (const { timestamp, message } of events) {
        this.#store.run(
          'INSERT INTO logs_events (group_id, stream_id, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)',
          stream.group_id,
          stream.id,
          timestamp,
          now,
          message,
        );
      }
      this.#store.run(
        `UPDATE logs_streams SET last_ingestion_at = ?, bytes = bytes + ?, first_event_at = MIN(IFNULL(first_event_at, ?), ?),
           last_event_at = MAX(IFNULL(last_event_at, ?), ?) WHERE id = ?`,
        now,
        bytes,
        first.timestamp,
        first.timestamp,
        last.timestamp,
        last.timestamp,
        stream.id,
      );
    });
  }

  /** Events of a group in order of time, after a position. */
  ofGroup(group: LogGroup, { start, end }: Range, after: Position): Iterable<StoredEvent> {
    return this.#store.each<StoredEvent>(
      `SELECT * FROM logs_events WHERE group_id = ? AND timestamp >= ? AND timestamp < ? AND (timestamp, id) > (?, ?)
         ORDER BY timestamp, id`,
      group.id,
      Math.max(start, after.timestamp, this.#oldest(group)),
      end,
      after.timestamp,
      after.id,
    );
  }

  /** Events of a stream, after a position in order of time, or before it in reverse order. */
  ofStream(
    group: LogGroup,
    stream: LogStream,
    { start, end }: Range,
    from: Position,
    direction: 'after' | 'before',
  ): Iterable<StoredEvent> {
    const sql =
      direction === 'after'
        ? 'AND (timestamp, id) > (?, ?) ORDER BY timestamp, id'
        : 'AND (timestamp, id) < (?, ?) ORDER BY timestamp DESC, id DESC';
    return this.#store.each<StoredEvent>(
      `SELECT * FROM logs_events WHERE stream_id = ? AND timestamp >= ? AND timestamp < ? ${sql}`,
      stream.id,
      Math.max(start, this.#oldest(group)),
      end,
      from.timestamp,
      from.id,
    );
  }

  /** Removes what a group need not keep any longer. */
  expire(group: LogGroup): void {
    if (group.retentionDays === undefined) return;
    this.#store.run('DELETE FROM logs_events WHERE group_id = ? AND timestamp < ?', group.id, this.#oldest(group));
  }

  #oldest({ retentionDays }: LogGroup): number {
    return retentionDays === undefined ? 0 : this.#clock.now() - retentionDays * DAY_MILLISECONDS;
  }
}
