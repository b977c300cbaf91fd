import { createHash } from 'node:crypto';
import type { Clock } from '../../../runtime/clock.ts';
import { BackOff } from '../back-off.ts';
import { Batch } from '../batch.ts';
import type { Filter } from '../filters.ts';
import { signalUntil, waitUntil } from '../pause.ts';
import type { Task } from './batch-worker.ts';
import type { ShardCursor } from './shard-cursor.ts';
import { type StreamRecord, sequenceOf } from './stream-record.ts';
import type { Wake } from './wake.ts';

/** What became of records on their way, for who counts. */
export type StreamEvent = 'polled' | 'filtered';

export interface LaneOptions {
  readonly clock: Clock;
  readonly shardId: string;
  readonly cursor: ShardCursor;
  readonly worker: { work(task: Task): Promise<void> };
  readonly wake: Wake;
  readonly signal: AbortSignal;
  /** Whether an item's records are this lane's. */
  readonly mine: (record: StreamRecord) => boolean;
  readonly filter: Filter;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly save: (sequence: string) => void;
  readonly onProblem: (problem: unknown) => void;
  readonly count?: (event: StreamEvent, records: number) => void;
}

/** Reads a shard in order and works one batch after the other. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #backOff = new BackOff();
  /** Read, but in no batch yet. */
  #pending: StreamRecord[] = [];

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Resolves when the shard has ended and all of it was worked, or when the signal was aborted. */
  async run(): Promise<void> {
    const { worker, shardId, save, signal, cursor } = this.#options;
    while (!signal.aborted) {
      const { records, through } = await this.#gather();
      if (records.length > 0) await worker.work({ shardId, records, save, signal });
      if (signal.aborted) return;
      // Records that the filter dropped behind the last one of the batch are done with, too.
      if (through) save(through);
      if (records.length === 0 && cursor.ended && this.#pending.length === 0) return;
    }
  }

  /** The next batch, and the sequence number of the last record that was looked at for it. */
  async #gather(): Promise<{ records: readonly StreamRecord[]; through: string | undefined }> {
    const { batchSize, windowSeconds, clock, signal, cursor } = this.#options;
    const batch = new Batch<StreamRecord>(batchSize);
    let through: string | undefined;
    let deadline = Number.POSITIVE_INFINITY;
    for (;;) {
      through = this.#fill(batch) ?? through;
      if (batch.length > 0) deadline = Math.min(deadline, clock.now() + windowSeconds * 1_000);
      const over = batch.full || clock.now() >= deadline || signal.aborted;
      if (over || (cursor.ended && this.#pending.length === 0)) return { records: batch.records, through };
      const read = await this.#read(deadline);
      if (read === 0 && batch.length === 0 && through) return { records: [], through };
      if (read === 0) await this.#sleep(deadline);
    }
  }

  /** Moves pending records into the batch; answers the last one that was moved or dropped. */
  #fill(batch: Batch<StreamRecord>): string | undefined {
    const { mine, filter, count } = this.#options;
    let taken = 0;
    let dropped = 0;
    for (const record of this.#pending) {
      if (!mine(record)) taken += 1;
      else if (!filter(record)) [taken, dropped] = [taken + 1, dropped + 1];
      else if (batch.add(record)) taken += 1;
      else break;
    }
    const last = this.#pending[taken - 1];
    this.#pending = this.#pending.slice(taken);
    if (dropped > 0) count?.('filtered', dropped);
    return last && sequenceOf(last);
  }

  /** Reads on; answers how many records came. */
  async #read(deadline: number): Promise<number> {
    const { cursor, wake, clock, signal, onProblem, mine, count } = this.#options;
    wake.clear();
    try {
      const records = await cursor.read();
      this.#backOff.reset();
      this.#pending.push(...records);
      if (records.length > 0) count?.('polled', records.filter(mine).length);
      return records.length;
    } catch (error) {
      onProblem(error);
      await waitUntil(clock, Math.min(deadline, clock.now() + this.#backOff.next()), signal);
      wake.call();
      return 0;
    }
  }

  /** Until the stream has something new, or the window is over. */
  async #sleep(deadline: number): Promise<void> {
    const { wake, clock, signal, cursor } = this.#options;
    if (cursor.ended) return;
    if (!Number.isFinite(deadline)) return wake.wait(signal);
    const until = signalUntil(clock, deadline, signal);
    await wake.wait(until.signal);
    until.release();
  }
}

/** Which of `lanes` lanes takes the records of an item: all of those with one partition key go the same way. */
export function laneOf(record: StreamRecord, partitionKey: readonly string[], lanes: number): number {
  if (lanes === 1) return 0;
  const key = JSON.stringify(partitionKey.map((name) => record.dynamodb.Keys[name]));
  return createHash('md5').update(key).digest().readUInt32BE() % lanes;
}
