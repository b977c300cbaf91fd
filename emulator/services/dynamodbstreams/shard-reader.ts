import type { ShardIteratorType } from '@aws-sdk/client-dynamodb-streams';
import type { ChangeRecord, Changes } from '../dynamodb/items/changes.ts';
import { dataTrimmed, ValidationError } from './errors.ts';
import { READ_BYTES } from './limits.ts';
import type { Position } from './shard-iterator.ts';
import type { Stream } from './stream.ts';

/** Records are read in pieces of this many, so that large items do not all come into memory before a read is full. */
const PIECE_RECORDS = 25;

export interface Read {
  readonly records: readonly ChangeRecord[];
  /** Undefined when the stream has ended and all of it was read. */
  readonly next: Position | undefined;
}

/** Positions in the shard of a stream, and what can be read from them. */
export class ShardReader {
  readonly #changes: Changes;

  constructor(changes: Changes) {
    this.#changes = changes;
  }

  /**
   * @param sequence that of a record; only with the types that take one
   * @throws AwsError TrimmedDataAccessException, ValidationException
   */
  position(stream: Stream, type: ShardIteratorType, sequence = 0): Position {
    if (type === 'LATEST') return { after: this.#changes.newest(stream.space) };
    const oldest = this.#next(stream, 0);
    if (type === 'TRIM_HORIZON' || sequence === 0) return oldest ? { at: oldest.sequence } : { after: 0 };
    if (!oldest || sequence < oldest.sequence) throw dataTrimmed();
    if (sequence > this.#changes.newest(stream.space)) {
      throw new ValidationError('Invalid SequenceNumber: it is not in this shard');
    }
    const from = type === 'AT_SEQUENCE_NUMBER' ? sequence - 1 : sequence;
    const next = this.#next(stream, from);
    return next ? { at: next.sequence } : { after: sequence };
  }

  /**
   * Up to `limit` records and about a megabyte; always one when there is one.
   *
   * @throws AwsError TrimmedDataAccessException
   */
  read(stream: Stream, position: Position, limit: number): Read {
    const records: ChangeRecord[] = [];
    let after = 'at' in position ? position.at - 1 : position.after;
    let bytes = 0;
    for (const record of this.#each(stream, after)) {
      if ('at' in position && records.length === 0 && record.sequence !== position.at) throw dataTrimmed();
      const full = records.length === limit || (records.length > 0 && bytes + record.sizeBytes > READ_BYTES);
      if (full) return { records, next: { at: record.sequence } };
      records.push(record);
      bytes += record.sizeBytes;
      after = record.sequence;
    }
    if ('at' in position && records.length === 0) throw dataTrimmed();
    return { records, next: stream.endedAt === undefined ? { after } : undefined };
  }

  #next(stream: Stream, after: number): ChangeRecord | undefined {
    return this.#changes.read(stream.space, after, 1)[0];
  }

  *#each(stream: Stream, after: number): Generator<ChangeRecord> {
    let last = after;
    for (;;) {
      const piece = this.#changes.read(stream.space, last, PIECE_RECORDS);
      yield* piece;
      if (piece.length < PIECE_RECORDS) return;
      last = piece.at(-1)?.sequence ?? last;
    }
  }
}
