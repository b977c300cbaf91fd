import type { Cancel, Clock } from './clock.ts';
import type { Store } from './store.ts';
import type { Trace } from './trace.ts';

/** What a worker makes of an entry: finished with it, or to be tried again at a time. */
export type Outcome = 'done' | { readonly retryAt: number };

/** One entry, as its worker sees it. */
export interface Work<T> {
  readonly body: T;
  /** 1 for the first try. */
  readonly attempt: number;
  /** When the entry was written, epoch milliseconds. */
  readonly enqueuedAt: number;
}

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
}

interface Entry {
  readonly id: number;
  readonly body: string;
  readonly due_at: number;
  readonly attempt: number;
  readonly enqueued_at: number;
}

interface QueueOptions {
  readonly name: string;
  readonly concurrency: number;
  readonly store: Store;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly work: (work: Work<string>) => Promise<Outcome>;
}

class Queue {
  readonly #options: QueueOptions;
  readonly #underWay = new Map<number, Promise<void>>();
  #running = false;
  #filling = false;
  #wake: Cancel | undefined;
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    this.#wakeUp(this.#options.clock.now());
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#wake?.();
    await Promise.all(this.#underWay.values());
  }

  add(body: string, dueAt: number): void {
    const { store, name, clock } = this.#options;
    store.run(
      'INSERT INTO journal_work (queue, body, due_at, enqueued_at) VALUES (?, ?, ?, ?)',
      name,
      body,
      dueAt,
      clock.now(),
    );
    this.#wakeUp(dueAt);
  }

  #wakeUp(at: number): void {
    if (!this.#running || at >= this.#wakeAt) return;
    this.#wake?.();
    this.#wakeAt = at;
    this.#wake = this.#options.clock.at(at, () => {
      this.#wakeAt = Number.POSITIVE_INFINITY;
      this.#fill();
    });
  }

  /** Takes what is due, up to the free places, and sets the alarm for what comes next. */
  #fill(): void {
    const { store, name, concurrency, clock } = this.#options;
    if (!this.#running || this.#underWay.size > concurrency / 2) return;
    // The index alone answers this; a body is read once, when its turn has come.
    const next = store.all<Pick<Entry, 'id' | 'due_at'>>(
      'SELECT id, due_at FROM journal_work WHERE queue = ? ORDER BY due_at, id LIMIT ?',
      name,
      concurrency + 1,
    );
    const due: number[] = [];
    for (const { id, due_at: dueAt } of next) {
      if (this.#underWay.has(id)) continue;
      if (this.#underWay.size + due.length >= concurrency) break;
      if (dueAt > clock.now()) {
        this.#wakeUp(dueAt);
        break;
      }
      due.push(id);
    }
    if (due.length > 0) this.#take(due);
  }

  #take(ids: readonly number[]): void {
    const entries = this.#options.store.all<Entry>(
      'SELECT * FROM journal_work WHERE id IN (SELECT value FROM json_each(?)) ORDER BY due_at, id',
      JSON.stringify(ids),
    );
    for (const entry of entries) this.#underWay.set(entry.id, this.#work(entry));
  }

  /** Work ends by the dozen, with the commit that it shares: who looks for more looks once. */
  #fillSoon(): void {
    if (this.#filling) return;
    this.#filling = true;
    queueMicrotask(() => {
      this.#filling = false;
      this.#fill();
    });
  }

  async #work(entry: Entry): Promise<void> {
    const { store, work, trace, clock, name } = this.#options;
    try {
      const outcome = await work({ body: entry.body, attempt: entry.attempt, enqueuedAt: entry.enqueued_at });
      await store.commits.run(() => {
        if (outcome === 'done') store.run('DELETE FROM journal_work WHERE id = ?', entry.id);
        else
          store.run(
            'UPDATE journal_work SET due_at = ?, attempt = attempt + 1 WHERE id = ?',
            outcome.retryAt,
            entry.id,
          );
      });
    } catch (error) {
      trace.record({ kind: 'fault', at: clock.now(), where: `journal queue ${name}`, error });
      store.run("UPDATE journal_work SET queue = queue || '!faulty' WHERE id = ?", entry.id);
    } finally {
      this.#underWay.delete(entry.id);
      this.#fillSoon();
    }
  }
}
