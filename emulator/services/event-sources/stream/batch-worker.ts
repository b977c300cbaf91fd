import type { Clock } from '../../../runtime/clock.ts';
import { BackOff } from '../back-off.ts';
import { STREAM_RETENTION_MILLISECONDS } from '../limits.ts';
import { waitUntil } from '../pause.ts';
import type { Delivery, GivenUp, RetryPolicy, StreamBatch } from './retry.ts';
import { createdAt, type StreamRecord, sequenceOf } from './stream-record.ts';

export interface BatchWorkerOptions<Failure> {
  readonly clock: Clock;
  readonly retry: RetryPolicy;
  readonly deliver: (batch: StreamBatch) => Promise<Delivery<Failure>>;
  /** Told of records that will not be tried any more, before they count as done with. */
  readonly giveUp: (givenUp: GivenUp<Failure>) => Promise<void>;
  readonly onProblem: (problem: unknown) => void;
}

export interface Task {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  /** Called with the sequence number up to which all is done with. */
  readonly save: (sequence: string) => void;
  readonly signal: AbortSignal;
}

interface Part<Failure> {
  readonly records: readonly StreamRecord[];
  readonly failures: number;
  readonly tries: number;
  readonly failure: Failure | undefined;
}

/**
 * Works the records of a batch in their order until all are done with: by retries, in halves, or given up
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
 */
export class BatchWorker<Failure> {
  readonly #options: BatchWorkerOptions<Failure>;

  constructor(options: BatchWorkerOptions<Failure>) {
    this.#options = options;
  }

  /** Resolves when all is done with, or when `signal` was aborted in between. */
  async work(task: Task): Promise<void> {
    const parts: Part<Failure>[] = [fresh(task.records)];
    const backOff = new BackOff();
    for (let part = parts.shift(); part && !task.signal.aborted; part = parts.shift()) {
      const live = await this.#dropExpired(task, part);
      if (live.records.length === 0) continue;
      const left = await this.#try(task, live);
      if (left.length > 0 && left[0]?.records.length === live.records.length) await this.#pause(backOff, task);
      else backOff.reset();
      parts.unshift(...left);
    }
  }

  /** One try; answers what is left to be done of the part. */
  async #try(task: Task, part: Part<Failure>): Promise<Part<Failure>[]> {
    const { records, tries } = part;
    const delivery = await this.#deliver({ shardId: task.shardId, records, attempt: tries + 1 });
    if (delivery.kind === 'busy') return [part];
    if (delivery.kind === 'worked') {
      this.#save(task, records);
      return [];
    }
    const done = records.findIndex((record) => sequenceOf(record) === delivery.firstFailed);
    if (done > 0) {
      this.#save(task, records.slice(0, done));
      return [fresh(records.slice(done))];
    }
    const { failure } = delivery;
    return this.#failed(task, { records, failures: part.failures + 1, tries: tries + 1, failure });
  }

  /** Splitting does not count as a retry. */
  async #failed(task: Task, part: Part<Failure>): Promise<Part<Failure>[]> {
    const { maximumAttempts, bisect } = this.#options.retry;
    const { records, failures } = part;
    if (bisect && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      const halves = [records.slice(0, middle), records.slice(middle)];
      return halves.map((half) => ({ ...fresh(half), failures: failures - 1 }));
    }
    if (maximumAttempts < 0 || failures <= maximumAttempts || task.signal.aborted) return [part];
    await this.#giveUp(task, { ...part, shardId: task.shardId, reason: 'RetryAttemptsExhausted' });
    return [];
  }

  async #deliver(batch: StreamBatch): Promise<Delivery<Failure>> {
    try {
      return await this.#options.deliver(batch);
    } catch (error) {
      this.#options.onProblem(error);
      return { kind: 'busy' };
    }
  }

  async #dropExpired(task: Task, part: Part<Failure>): Promise<Part<Failure>> {
    const { clock, retry } = this.#options;
    const age =
      retry.maximumAgeSeconds < 0
        ? STREAM_RETENTION_MILLISECONDS
        : Math.min(STREAM_RETENTION_MILLISECONDS, retry.maximumAgeSeconds * 1_000);
    const oldest = clock.now() - age;
    const expired = part.records.filter((record) => createdAt(record) < oldest);
    if (expired.length === 0) return part;
    await this.#giveUp(task, { ...part, records: expired, shardId: task.shardId, reason: 'RecordAgeExceeded' });
    return { ...part, records: part.records.slice(expired.length) };
  }

  async #giveUp(task: Task, givenUp: GivenUp<Failure>): Promise<void> {
    try {
      await this.#options.giveUp(givenUp);
    } catch (error) {
      this.#options.onProblem(error);
    }
    this.#save(task, givenUp.records);
  }

  #save({ save }: Task, records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last) save(sequenceOf(last));
  }

  async #pause(backOff: BackOff, { signal }: Task): Promise<void> {
    const { clock } = this.#options;
    await waitUntil(clock, clock.now() + backOff.next(), signal);
  }
}

const fresh = (records: readonly StreamRecord[]) => ({ records, failures: 0, tries: 0, failure: undefined });
