import type { Clock } from '../../runtime/clock.ts';
import { Documents } from '../../runtime/documents.ts';
import type { Store } from '../../runtime/store.ts';
import type { Changes } from '../dynamodb/items/changes.ts';
import type { Table } from '../dynamodb/tables/table.ts';
import type { Tables } from '../dynamodb/tables/tables.ts';
import { streamNotFound } from './errors.ts';
import { ENDED_STREAM_HOURS } from './limits.ts';
import { sequenceNumber } from './sequence-number.ts';
import type { Stream } from './stream.ts';

export interface StreamsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly tables: Tables;
  readonly changes: Changes;
}

/**
 * All streams: those that tables have, and for a day those that ended because they were turned off or their table was
 * deleted.
 */
export class Streams {
  readonly #clock: Clock;
  readonly #changes: Changes;
  readonly #streams: Documents<Stream>;
  readonly #watchers = new Map<number, Set<() => void>>();

  constructor({ store, clock, tables, changes }: StreamsDeps) {
    this.#clock = clock;
    this.#changes = changes;
    this.#streams = new Documents(store, 'dynamodbstreams_streams');
    for (const table of tables.all()) this.#follow(table.name, table);
    // DynamoDB trims while a table has a stream: what deleted tables left behind goes with the next start at the latest.
    changes.trim();
    tables.onChange((name, table) => this.#follow(name, table));
    changes.subscribe((space) => this.#tell(space));
  }

  /** In the order of their ARNs. */
  all(): readonly Stream[] {
    const oldest = this.#clock.now() - ENDED_STREAM_HOURS * 3_600_000;
    const all = this.#streams.all();
    for (const { arn, endedAt } of all) if (endedAt !== undefined && endedAt < oldest) this.#streams.delete(arn);
    return all.filter(({ arn }) => this.#streams.has(arn));
  }

  /** @throws AwsError ResourceNotFoundException */
  require(arn: string): Stream {
    const stream = this.#streams.get(arn);
    if (!stream) throw streamNotFound(arn);
    return stream;
  }

  /** The sequence number of the newest record; one before the first when there is none. */
  newest(arn: string): string {
    return sequenceNumber(this.#changes.newest(this.require(arn).space));
  }

  /**
   * Calls `listener` when the stream has further records or ends. It may be called in an open transaction: it only
   * takes note.
   *
   * @returns what ends it
   * @throws AwsError ResourceNotFoundException
   */
  watch(arn: string, listener: () => void): () => void {
    const { space } = this.require(arn);
    const watchers = this.#watchers.get(space) ?? new Set();
    this.#watchers.set(space, watchers.add(listener));
    return () => {
      watchers.delete(listener);
      if (watchers.size === 0) this.#watchers.delete(space);
    };
  }

  #tell(space: number): void {
    for (const listener of [...(this.#watchers.get(space) ?? [])]) listener();
  }

  /** Takes note of the stream that a table has now, and of the end of those that it had. */
  #follow(tableName: string, table: Table | undefined): void {
    const current = table && currentStream(table);
    if (current && !this.#streams.has(current.arn)) this.#streams.set(current.arn, current);
    for (const stream of this.#streams.all()) {
      const ended = stream.tableName === tableName && stream.arn !== current?.arn && stream.endedAt === undefined;
      if (!ended) continue;
      this.#streams.set(stream.arn, { ...stream, endedAt: this.#clock.now() });
      this.#tell(stream.space);
    }
  }
}

function currentStream({ definition, streamArn, name }: Table): Stream | undefined {
  const { stream, keySchema } = definition;
  if (!stream?.enabled || streamArn === undefined) return undefined;
  const { label, space, view } = stream;
  return { arn: streamArn, tableName: name, label, space, view, keySchema };
}
