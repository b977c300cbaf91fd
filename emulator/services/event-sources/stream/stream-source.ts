import type { Clock } from '../../../runtime/clock.ts';
import { BackOff } from '../back-off.ts';
import type { Filter } from '../filters.ts';
import { waitUntil } from '../pause.ts';
import { BatchWorker, type BatchWorkerOptions } from './batch-worker.ts';
import type { Checkpoints } from './checkpoints.ts';
import { Lane, laneOf, type StreamEvent } from './lane.ts';
import { ShardCursor } from './shard-cursor.ts';
import { type ShardInfo, StreamClient, type StreamClientOptions } from './stream-client.ts';
import { Wake } from './wake.ts';

/** What tells readers that a stream goes on; DynamoDB Streams has it. */
export interface StreamSignals {
  /** The sequence number of the newest record. */
  newest(streamArn: string): string;
  /** Calls `listener` when there may be further records, or the stream ends; answers what ends that. */
  watch(streamArn: string, listener: () => void): () => void;
}

export interface StreamSourceOptions<Failure> extends StreamClientOptions, BatchWorkerOptions<Failure> {
  readonly clock: Clock;
  readonly streams: StreamSignals;
  readonly checkpoints: Checkpoints;
  /** Under which name the checkpoints are kept, for example `lambda <uuid>`. */
  readonly reader: string;
  /** Where a reader without checkpoints begins. */
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** How many batches are worked at once; the records of one partition key stay in order. */
  readonly lanes: number;
  readonly filter: Filter;
  readonly count?: (event: StreamEvent, records: number) => void;
}

/**
 * The reader of a DynamoDB stream: reads it as a principal from where it was, filters, gathers batches, and has them
 * worked in order (https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html). Used once: from `start` to `stop`.
 */
export class StreamSource<Failure> {
  readonly #options: StreamSourceOptions<Failure>;
  readonly #client: StreamClient;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(options: StreamSourceOptions<Failure>) {
    this.#options = options;
    this.#client = new StreamClient(options);
  }

  /**
   * When this returns, `LATEST` is fixed: what is written from now on will be read.
   *
   * @throws AwsError ResourceNotFoundException when there is no such stream
   */
  start(): void {
    const { checkpoints, reader, lanes, startingPosition, streams, streamArn } = this.#options;
    if (this.#running) return;
    checkpoints.prepare(reader, lanes, () => (startingPosition === 'LATEST' ? streams.newest(streamArn) : ''));
    this.#running = this.#run().catch(this.#options.onProblem);
  }

  /** Reads nothing further, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { streams, streamArn, lanes } = this.#options;
    const wakes = Array.from({ length: lanes }, () => new Wake());
    const shard = await this.#describe();
    if (!shard) return;
    const unwatch = streams.watch(streamArn, () => {
      for (const wake of wakes) wake.call();
    });
    await Promise.all(wakes.map((wake, lane) => this.#lane(shard, lane, wake).run())).finally(unwatch);
  }

  /** Undefined when the source was stopped before the stream could be described. */
  async #describe(): Promise<ShardInfo | undefined> {
    const { clock, onProblem } = this.#options;
    const { signal } = this.#stopping;
    const backOff = new BackOff();
    while (!signal.aborted) {
      try {
        return await this.#client.describe();
      } catch (error) {
        onProblem(error);
        await waitUntil(clock, clock.now() + backOff.next(), signal);
      }
    }
    return undefined;
  }

  #lane({ shardId, partitionKey }: ShardInfo, lane: number, wake: Wake): Lane {
    const { checkpoints, reader, streamArn, lanes } = this.#options;
    const key = { reader, lane };
    const after = checkpoints.read(key);
    return new Lane({
      ...this.#options,
      shardId,
      wake,
      signal: this.#stopping.signal,
      cursor: new ShardCursor({ client: this.#client, streamArn, shardId, after }),
      worker: new BatchWorker(this.#options),
      mine: (record) => laneOf(record, partitionKey, lanes) === lane,
      save: (sequence) => checkpoints.save(key, sequence),
    });
  }
}
