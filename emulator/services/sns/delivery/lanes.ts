import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { Outcome } from '../../../runtime/journal.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Delivery } from './delivery.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly deliver: (delivery: Delivery, attempt: number) => Promise<Outcome>;
}

interface Row {
  readonly id: number;
  readonly body: string;
  readonly attempt: number;
}

/**
 * The deliveries of FIFO topics: one lane for each subscription and message group, in which a message waits for the
 * one before it, also when that has to be tried again. What is added survives a killed process.
 */
export class Lanes {
  readonly #deps: Deps;
  readonly #running = new Map<string, Promise<void>>();
  readonly #alarms = new Map<string, Cancel>();
  #started = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('sns_lanes', [
      `CREATE TABLE sns_lanes (id INTEGER PRIMARY KEY AUTOINCREMENT, lane TEXT NOT NULL, body TEXT NOT NULL,
         attempt INTEGER NOT NULL DEFAULT 1, due_at INTEGER NOT NULL) STRICT;
       CREATE INDEX sns_lanes_lane ON sns_lanes (lane, id)`,
    ]);
  }

  add(delivery: Delivery): void {
    const { store, clock } = this.#deps;
    const lane = `${delivery.subscription} ${delivery.notification.groupId ?? ''}`;
    const sql = 'INSERT INTO sns_lanes (lane, body, due_at) VALUES (?, ?, ?)';
    store.run(sql, lane, JSON.stringify(delivery), clock.now());
    this.#wake(lane, clock.now());
  }

  /** Takes up what an earlier run left undone. */
  start(): void {
    this.#started = true;
    const { store, clock } = this.#deps;
    for (const { lane } of store.all<{ lane: string }>('SELECT DISTINCT lane FROM sns_lanes')) {
      this.#wake(lane, clock.now());
    }
  }

  /** Starts nothing further and waits for what is under way. */
  async stop(): Promise<void> {
    this.#started = false;
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
    await Promise.all(this.#running.values());
  }

  #wake(lane: string, at: number): void {
    if (!this.#started || this.#running.has(lane) || this.#alarms.has(lane)) return;
    this.#alarms.set(
      lane,
      this.#deps.clock.at(at, () => {
        this.#alarms.delete(lane);
        this.#running.set(lane, this.#run(lane));
      }),
    );
  }

  async #run(lane: string): Promise<void> {
    const { store, clock } = this.#deps;
    let next = this.#first(lane);
    while (next && this.#started && next.due_at <= clock.now()) {
      const outcome = await this.#work(next);
      if (outcome === 'done') store.run('DELETE FROM sns_lanes WHERE id = ?', next.id);
      else {
        const sql = 'UPDATE sns_lanes SET attempt = attempt + 1, due_at = ? WHERE id = ?';
        store.run(sql, outcome.retryAt, next.id);
      }
      next = this.#first(lane);
    }
    this.#running.delete(lane);
    if (next) this.#wake(lane, next.due_at);
  }

  #first(lane: string): (Row & { readonly due_at: number }) | undefined {
    return this.#deps.store.get('SELECT * FROM sns_lanes WHERE lane = ? ORDER BY id LIMIT 1', lane);
  }

  async #work({ body, attempt }: Row): Promise<Outcome> {
    try {
      // The table holds what add() wrote, so this is a Delivery again.
      return await this.#deps.deliver(JSON.parse(body) as Delivery, attempt);
    } catch (error) {
      const { trace, clock } = this.#deps;
      trace.record({ kind: 'fault', at: clock.now(), where: 'sns lanes', error });
      return 'done';
    }
  }
}
