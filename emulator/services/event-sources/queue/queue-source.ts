import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../runtime/clock.ts';
import { BackOff } from '../back-off.ts';
import { Batch } from '../batch.ts';
import type { Filter } from '../filters.ts';
import { MESSAGES_PER_RECEIVE } from '../limits.ts';
import { signalUntil, waitUntil } from '../pause.ts';
import { QueueClient, type QueueClientOptions } from './queue-client.ts';
import { type QueueRecord, queueRecordView } from './queue-record.ts';

/** What became of messages on their way, for who counts. */
export type QueueEvent = 'polled' | 'filtered' | 'deleted';

export interface QueueBatchContext {
  /** When the first message of the batch was received, epoch milliseconds. */
  readonly receivedAt: number;
  /** Aborted when the source is to stop. */
  readonly signal: AbortSignal;
}

export interface QueueSourceOptions extends QueueClientOptions {
  readonly clock: Clock;
  readonly batchSize: number;
  /** How long to gather after a first message; 0 hands over what one receive brought. */
  readonly windowSeconds: number;
  /** How many batches are worked at once. */
  readonly concurrency: number;
  readonly filter: Filter;
  /**
   * Works a batch and answers the ids of the messages that stay in the queue, to be seen again after their visibility
   * time-out; the others are deleted. A rejection keeps them all.
   */
  readonly deliver: (records: readonly QueueRecord[], context: QueueBatchContext) => Promise<ReadonlySet<string>>;
  /** Told what went wrong with the queue itself, or with `deliver`. */
  readonly onProblem: (problem: unknown) => void;
  readonly count?: (event: QueueEvent, messages: number) => void;
}

interface Held {
  readonly record: QueueRecord;
  readonly receivedAt: number;
}

/**
 * The consumer of a queue: polls it as a principal, filters, gathers batches and deletes what was worked
 * (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html). Used once: from `start` to `stop`.
 */
export class QueueSource {
  readonly #options: QueueSourceOptions;
  readonly #queue: QueueClient;
  readonly #stopping = new AbortController();
  readonly #backOff = new BackOff();
  readonly #underWay = new Set<Promise<void>>();
  /** Received and passed by the filter, but in no batch yet. */
  #pending: Held[] = [];
  #polling: Promise<void> | undefined;

  constructor(options: QueueSourceOptions) {
    this.#options = options;
    this.#queue = new QueueClient(options);
  }

  start(): void {
    this.#polling ??= this.#poll();
  }

  /** Receives nothing further, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await Promise.all(this.#underWay);
  }

  async #poll(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      if (this.#underWay.size >= this.#options.concurrency) {
        await Promise.race(this.#underWay);
        continue;
      }
      const held = await this.#gather();
      if (held.length > 0) this.#track(this.#work(held));
    }
  }

  #track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  async #gather(): Promise<readonly Held[]> {
    const { batchSize, windowSeconds, clock } = this.#options;
    const { signal } = this.#stopping;
    const batch = new Batch<Held>(batchSize);
    let deadline = Number.POSITIVE_INFINITY;
    for (;;) {
      this.#pending = this.#pending.filter((held) => !batch.add(held));
      const [first] = batch.records;
      if (first) deadline = first.receivedAt + windowSeconds * 1_000;
      if (batch.full || clock.now() >= deadline || signal.aborted) return batch.records;
      await this.#receive(Math.min(MESSAGES_PER_RECEIVE, batchSize - batch.length), deadline);
      // A queue that is never empty is answered at once, again and again: the rest of the cloud has its turn in between.
      await nextTurn();
    }
  }

  /** Adds to what is pending; comes back without anything when a wait has ended. */
  async #receive(count: number, deadline: number): Promise<void> {
    const { clock, filter, onProblem } = this.#options;
    const until = Number.isFinite(deadline)
      ? signalUntil(clock, deadline, this.#stopping.signal)
      : { signal: this.#stopping.signal, release: () => undefined };
    try {
      const records = await this.#queue.receive(count, until.signal);
      this.#backOff.reset();
      this.#options.count?.('polled', records.length);
      const passed = records.filter((record) => filter(queueRecordView(record)));
      const receivedAt = clock.now();
      this.#pending.push(...passed.map((record) => ({ record, receivedAt })));
      if (passed.length < records.length) {
        this.#options.count?.('filtered', records.length - passed.length);
        await this.#delete(records.filter((record) => !passed.includes(record)));
      }
    } catch (error) {
      onProblem(error);
      await waitUntil(clock, clock.now() + this.#backOff.next(), until.signal);
    } finally {
      until.release();
    }
  }

  async #work(held: readonly Held[]): Promise<void> {
    const records = held.map(({ record }) => record);
    const receivedAt = held[0]?.receivedAt ?? this.#options.clock.now();
    try {
      const kept = await this.#options.deliver(records, { receivedAt, signal: this.#stopping.signal });
      await this.#delete(records.filter(({ messageId }) => !kept.has(messageId)));
    } catch (error) {
      this.#options.onProblem(error);
    }
  }

  async #delete(records: readonly QueueRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#queue.delete(records);
    this.#options.count?.('deleted', records.length);
  }
}
