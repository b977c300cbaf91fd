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

/** A row of `journal_work`, as far as a queue reads it. */
interface Entry {
  readonly id: number;
  readonly body: string;
  readonly due_at: number;
  readonly attempt: number;
  readonly enqueued_at: number;
}

export interface QueueOptions {
  readonly name: string;
  readonly concurrency: number;
  readonly store: Store;
  readonly clock: Clock;
  readonly trace: Trace;
  /** A number that no other entry has had since the start. */
  readonly newId: () => number;
  readonly work: (work: Work<string>) => Promise<Outcome>;
}

/**
 * One queue of the journal. All entries are rows; those that are due as they are written are also kept in memory until
 * their turn, so that a queue which keeps up need not read its rows:
 *
 *   add → row ─┬─ due, room ─▶ fresh ──────────────────▶ under way → row deleted, or due again later
 *              ├─ due, no room ─▶ behind: rows are read ─┘
 *              └─ due later ─▶ alarm: rows are read ─────┘
 */
export class Queue {
  readonly #options: QueueOptions;
  readonly #underWay = new Map<number, Promise<void>>();
  #fresh: Entry[] = [];
  /** Whether there may be rows that are due and not fresh; an earlier run may have left some. */
  #behind = true;
  /** When the first of the other rows falls due. */
  #laterAt = Number.POSITIVE_INFINITY;
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
    const { store, name, clock, newId } = this.#options;
    const entry = { id: newId(), body, due_at: dueAt, attempt: 1, enqueued_at: clock.now() };
    store.run(
      'INSERT INTO journal_work (id, queue, body, due_at, enqueued_at) VALUES (?, ?, ?, ?, ?)',
      entry.id,
      name,
      body,
      dueAt,
      entry.enqueued_at,
    );
    store.whenStored(() => this.#added(entry));
  }

  #added(entry: Entry): void {
    if (entry.due_at > this.#options.clock.now()) {
      this.#waitFor(entry.due_at);
      return;
    }
    if (this.#fresh.length >= this.#options.concurrency) this.#behind = true;
    if (!this.#behind) this.#fresh.push(entry);
    this.#wakeUp(entry.due_at);
  }

  #waitFor(dueAt: number): void {
    this.#laterAt = Math.min(this.#laterAt, dueAt);
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
    const { concurrency, clock } = this.#options;
    if (!this.#running || this.#underWay.size > concurrency / 2) return;
    if (this.#behind || this.#laterAt <= clock.now()) this.#readRows();
    else for (const entry of this.#fresh.splice(0, concurrency - this.#underWay.size)) this.#begin(entry);
    if (this.#laterAt < Number.POSITIVE_INFINITY) this.#wakeUp(this.#laterAt);
  }

  #readRows(): void {
    const { store, name, concurrency, clock } = this.#options;
    this.#fresh = [];
    this.#behind = true;
    this.#laterAt = Number.POSITIVE_INFINITY;
    const limit = concurrency + 1;
    // The index alone answers this; a body is read once, when its turn has come.
    const next = store.all<Pick<Entry, 'id' | 'due_at'>>(
      'SELECT id, due_at FROM journal_work WHERE queue = ? ORDER BY due_at, id LIMIT ?',
      name,
      limit,
    );
    const waiting = next.filter(({ id }) => !this.#underWay.has(id));
    const due = waiting.filter(({ due_at: dueAt }) => dueAt <= clock.now());
    const taken = due.slice(0, concurrency - this.#underWay.size);
    if (due.length < waiting.length) this.#laterAt = waiting[due.length]?.due_at ?? this.#laterAt;
    this.#behind = taken.length < due.length || (due.length === waiting.length && next.length === limit);
    if (taken.length > 0) this.#take(taken.map(({ id }) => id));
  }

  #take(ids: readonly number[]): void {
    const entries = this.#options.store.all<Entry>(
      'SELECT * FROM journal_work WHERE id IN (SELECT value FROM json_each(?)) ORDER BY due_at, id',
      JSON.stringify(ids),
    );
    for (const entry of entries) this.#begin(entry);
  }

  #begin(entry: Entry): void {
    this.#underWay.set(entry.id, this.#work(entry));
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
    let outcome: Outcome = 'done';
    try {
      outcome = await work({ body: entry.body, attempt: entry.attempt, enqueuedAt: entry.enqueued_at });
      await store.commits.run(() => this.#finish(entry, outcome));
    } catch (error) {
      trace.record({ kind: 'fault', at: clock.now(), where: `journal queue ${name}`, error });
      store.run("UPDATE journal_work SET queue = queue || '!faulty' WHERE id = ?", entry.id);
    } finally {
      this.#underWay.delete(entry.id);
      // Not sooner: whoever reads the rows passes over what is under way.
      if (outcome !== 'done') this.#waitFor(outcome.retryAt);
      this.#fillSoon();
    }
  }

  #finish({ id }: Entry, outcome: Outcome): void {
    const { store } = this.#options;
    if (outcome === 'done') store.run('DELETE FROM journal_work WHERE id = ?', id);
    else store.run('UPDATE journal_work SET due_at = ?, attempt = attempt + 1 WHERE id = ?', outcome.retryAt, id);
  }
}
