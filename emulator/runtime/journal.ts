import type { Clock } from './clock.ts';
import { type Outcome, Queue, type Work } from './journal-queue.ts';
import type { Store } from './store.ts';
import type { Trace } from './trace.ts';

export type { Outcome, Work };

/** Work that was promised and is yet to be done. */
export interface WorkQueue<T> {
  /** Writes the entry; when this returns, it survives a killed process. `dueAt` defaults to now. */
  add(body: T, options?: { readonly dueAt?: number }): void;
}

/**
 * Durable deferred work: event deliveries, asynchronous invocations, anything that was acknowledged before it was
 * done. Each entry is worked at least once, also after a crash. What may fail must answer `retryAt` or do its own
 * dead-lettering: a worker that throws has a bug, so its entry is set aside under `<queue>!faulty` and traced.
 */
export class Journal {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #trace: Trace;
  readonly #queues = new Map<string, Queue>();
  #lastId: number;
  #running = false;

  constructor({ store, clock, trace }: { store: Store; clock: Clock; trace: Trace }) {
    this.#store = store;
    this.#clock = clock;
    this.#trace = trace;
    store.migrate('journal', [
      `CREATE TABLE journal_work (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, due_at INTEGER NOT NULL,
         attempt INTEGER NOT NULL DEFAULT 1, enqueued_at INTEGER NOT NULL) STRICT;
       CREATE INDEX journal_work_due ON journal_work (queue, due_at)`,
    ]);
    this.#lastId = store.get<{ id: number | null }>('SELECT max(id) AS id FROM journal_work')?.id ?? 0;
  }

  /**
   * Declares a queue and who works it. Bodies are JSON.
   *
   * @param concurrency how many entries are worked at once; default 64
   */
  queue<T>(name: string, worker: (work: Work<T>) => Promise<Outcome>, { concurrency = 64 } = {}): WorkQueue<T> {
    if (this.#queues.has(name)) throw new Error(`The journal has a queue named ${name} already`);
    const queue = new Queue({
      name,
      concurrency,
      store: this.#store,
      clock: this.#clock,
      trace: this.#trace,
      newId: () => this.#newId(),
      work: ({ body, ...rest }) => worker({ ...rest, body: JSON.parse(body) as T }),
    });
    this.#queues.set(name, queue);
    if (this.#running) queue.start();
    return { add: (body, options) => queue.add(JSON.stringify(body), options?.dueAt ?? this.#clock.now()) };
  }

  /** Takes up what earlier runs left undone, and all that is added from now on. */
  start(): void {
    this.#running = true;
    for (const queue of this.#queues.values()) queue.start();
  }

  /** Starts nothing further and waits for what is under way. */
  async stop(): Promise<void> {
    this.#running = false;
    await Promise.all([...this.#queues.values()].map((queue) => queue.stop()));
  }

  /** SQLite would give the number of an entry that is done to the next one, while its queue still counts it as under way. */
  #newId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
