import { AwsError } from '../../../door/errors.ts';
import { RECORDS_PER_READ } from '../limits.ts';
import type { StreamClient } from './stream-client.ts';
import { type StreamRecord, sequenceOf, streamRecord } from './stream-record.ts';

interface CursorOptions {
  readonly client: StreamClient;
  readonly streamArn: string;
  readonly shardId: string;
  /** Sequence number of the last record that is not wanted any more; empty begins with the oldest. */
  readonly after: string;
}

/** Reads a shard from a position onwards, whatever becomes of its iterators in between. */
export class ShardCursor {
  readonly #options: CursorOptions;
  #after: string;
  #iterator: string | undefined;
  #ended = false;

  constructor(options: CursorOptions) {
    this.#options = options;
    this.#after = options.after;
  }

  /** Whether the shard was closed and all of it was read. */
  get ended(): boolean {
    return this.#ended;
  }

  /** The next records, none when there are none yet. */
  async read(): Promise<StreamRecord[]> {
    const { client, streamArn } = this.#options;
    try {
      this.#iterator ??= await this.#begin();
      const { records, next } = await client.read(this.#iterator, RECORDS_PER_READ);
      const read = records.map((record) => streamRecord(record, streamArn));
      this.#iterator = next;
      this.#ended = next === undefined;
      const last = read.at(-1);
      if (last) this.#after = sequenceOf(last);
      return read;
    } catch (error) {
      this.#iterator = undefined;
      if (error instanceof AwsError && error.code === 'ExpiredIteratorException') return this.read();
      throw error;
    }
  }

  /** When what lay behind the position was trimmed, all that is left is further on. */
  async #begin(): Promise<string> {
    const { client, shardId } = this.#options;
    if (this.#after === '') return client.iterator(shardId, 'TRIM_HORIZON');
    try {
      return await client.iterator(shardId, 'AFTER_SEQUENCE_NUMBER', this.#after);
    } catch (error) {
      if (!(error instanceof AwsError) || error.code !== 'TrimmedDataAccessException') throw error;
      return client.iterator(shardId, 'TRIM_HORIZON');
    }
  }
}
