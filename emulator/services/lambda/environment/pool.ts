import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { Environment } from './environment.ts';

/** An environment with the code it was started for. */
export interface Pooled {
  readonly environment: Environment;
  /** Ends what is tied to the environment (its log) when it leaves the pool. */
  readonly close: () => void;
  /** Whether it may be handed out once more: its keys run out some day. */
  readonly fresh: () => boolean;
}

export interface PoolOptions {
  /** The machine's time. */
  readonly wall: Clock;
  /** Environments that are started without waiting for others to become free. */
  readonly eager: number;
  readonly idleMilliseconds: number;
}

type Start<E> = () => Promise<E>;

interface Waiter<E> {
  readonly key: string;
  readonly start: Start<E>;
  readonly take: (environment: Promise<E>) => void;
}

/** With so many busy, another one is started only when none became free for this long. */
const PATIENCE_MILLISECONDS = 50;

/**
 * Environments that are kept warm, one invocation at a time in each. A few are started at once; beyond those a further
 * one is started only while none becomes free, so that a flood of short invocations shares few processes, and
 * invocations that wait for each other (a function that calls a function) never wait for ever.
 */
export class EnvironmentPool<E extends Pooled> {
  readonly #options: PoolOptions;
  readonly #idle: { key: string; pooled: E; since: number }[] = [];
  readonly #busy = new Map<E, string>();
  readonly #waiting: Waiter<E>[] = [];
  readonly #retired = new Set<E>();
  #starting = 0;
  #growth: Cancel | undefined;
  #expiry: Cancel | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#idle.length + this.#busy.size + this.#starting;
  }

  /** @param key what the environment runs: a function's version with its code */
  acquire(key: string, start: Start<E>): Promise<E> {
    const warm = this.#takeIdle(key);
    if (warm) return Promise.resolve(this.#lend(key, warm));
    if (this.size < this.#options.eager || this.#evictIdle()) return this.#start(key, start);
    return new Promise((resolve) => {
      this.#waiting.push({ key, start, take: resolve });
      this.#grow();
    });
  }

  /** Gives an environment back after an invocation. */
  release(pooled: E): void {
    const key = this.#busy.get(pooled);
    if (key === undefined) return;
    this.#busy.delete(pooled);
    const usable = !pooled.environment.ended && !this.#retired.has(pooled) && pooled.fresh();
    this.#retired.delete(pooled);
    if (!usable) this.#end(pooled);
    this.#postponeGrowth();
    if (usable && this.#handOver(key, pooled)) return;
    if (usable) this.#idle.push({ key, pooled, since: this.#options.wall.now() });
    if (this.#waiting.length > 0 && (this.size < this.#options.eager || this.#evictIdle())) this.#startForFirst();
    this.#scheduleExpiry();
  }

  /** Ends the idle environments of a key, and the busy ones when they are given back. */
  retire(matches: (key: string) => boolean): void {
    for (const entry of this.#idle.filter(({ key }) => matches(key))) this.#dropIdle(entry);
    for (const [pooled, key] of this.#busy) if (matches(key)) this.#retired.add(pooled);
  }

  /** Ends all environments of a key at once, busy or not. */
  kill(matches: (key: string) => boolean): void {
    this.retire(matches);
    for (const pooled of this.#retired) pooled.environment.kill();
  }

  close(): void {
    this.#growth?.();
    this.#expiry?.();
    this.kill(() => true);
  }

  /** Gives an environment to who has waited longest for one of its kind. */
  #handOver(key: string, pooled: E): boolean {
    const next = this.#waiting.findIndex((waiter) => waiter.key === key);
    if (next < 0) return false;
    const [waiter] = this.#waiting.splice(next, 1);
    waiter?.take(Promise.resolve(this.#lend(key, pooled)));
    return true;
  }

  #lend(key: string, pooled: E): E {
    this.#busy.set(pooled, key);
    return pooled;
  }

  async #start(key: string, start: Start<E>): Promise<E> {
    this.#starting += 1;
    try {
      return this.#lend(key, await start());
    } finally {
      this.#starting -= 1;
    }
  }

  #startForFirst(): void {
    const waiter = this.#waiting.shift();
    waiter?.take(this.#start(waiter.key, waiter.start));
  }

  #grow(): void {
    if (this.#growth || this.#waiting.length === 0) return;
    const { wall } = this.#options;
    this.#growth = wall.at(wall.now() + PATIENCE_MILLISECONDS, () => {
      this.#growth = undefined;
      this.#startForFirst();
      this.#grow();
    });
  }

  #postponeGrowth(): void {
    this.#growth?.();
    this.#growth = undefined;
    this.#grow();
  }

  /** The one used last is the likeliest to have its code in the processor's caches. */
  #takeIdle(key: string): E | undefined {
    for (let index = this.#idle.length - 1; index >= 0; index -= 1) {
      const entry = this.#idle[index];
      if (entry?.key !== key) continue;
      this.#idle.splice(index, 1);
      if (!entry.pooled.environment.ended && entry.pooled.fresh()) return entry.pooled;
      this.#end(entry.pooled);
    }
    return undefined;
  }

  #evictIdle(): boolean {
    const [oldest] = this.#idle;
    if (!oldest) return false;
    this.#dropIdle(oldest);
    return true;
  }

  #dropIdle(entry: { pooled: E; key: string; since: number }): void {
    this.#idle.splice(this.#idle.indexOf(entry), 1);
    this.#end(entry.pooled);
  }

  #scheduleExpiry(): void {
    const [oldest] = this.#idle;
    if (this.#expiry || !oldest) return;
    const { wall, idleMilliseconds } = this.#options;
    this.#expiry = wall.at(oldest.since + idleMilliseconds, () => {
      this.#expiry = undefined;
      for (const entry of this.#idle.filter(({ since }) => since + idleMilliseconds <= wall.now()))
        this.#dropIdle(entry);
      this.#scheduleExpiry();
    });
  }

  #end(pooled: E): void {
    pooled.environment.kill();
    pooled.close();
  }
}
