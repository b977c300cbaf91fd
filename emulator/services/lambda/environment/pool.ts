import type { Cancel, Clock } from '../../../runtime/clock.ts';
import { nobodyWaits, stopping } from '../errors.ts';
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
  /** How many may be busy at once before others have to wait for one to become free. */
  readonly eager: number;
  /** How many are kept without work. */
  readonly kept: number;
  /** How long one is kept without work. */
  readonly idleMilliseconds: number;
}

type Start<E> = () => Promise<E>;

interface Waiter<E> {
  readonly key: string;
  readonly start: Start<E>;
  readonly since: number;
  readonly take: (environment: Promise<E>) => void;
}

interface Idle<E> {
  readonly key: string;
  readonly pooled: E;
  readonly since: number;
}

interface Busy {
  readonly key: string;
  readonly since: number;
}

/**
 * With so many busy, another one is started when none became free for this long, or when somebody has waited this long while there is none
 * of the kind that could become free: others that come and go without a pause may not keep a function from starting at all.
 */
const PATIENCE_MILLISECONDS = 250;
/** Invocations longer than this are not waited for: starting another environment takes less. */
const LONG_MILLISECONDS = 100;
/** So many times the eager environments are a crowd, to which another one is added only when none becomes free. */
const CROWD_FACTOR = 4;
/** Weight of the latest duration in the average. */
const NEWEST_WEIGHT = 0.3;

/**
 * Environments that are kept warm, one invocation at a time in each. A few are started at once. Beyond those, a flood of
 * short invocations shares what there is, while long ones get environments of their own; and since another one is started
 * whenever none becomes free, invocations that wait for each other (a function that calls a function) never wait for ever.
 */
export class EnvironmentPool<E extends Pooled> {
  readonly #options: PoolOptions;
  /** The one used longest ago first. */
  readonly #idle: Idle<E>[] = [];
  readonly #busy = new Map<E, Busy>();
  readonly #waiting: Waiter<E>[] = [];
  readonly #retired = new Set<E>();
  /** Average duration of invocations in milliseconds, by key. */
  readonly #durations = new Map<string, number>();
  /** Keys of those that are being started. */
  readonly #starting: string[] = [];
  #closed = false;
  #growth: Cancel | undefined;
  #expiry: Cancel | undefined;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#idle.length + this.#busy.size + this.#starting.length;
  }

  /**
   * @param key what the environment runs: a function's version with its code
   * @param signal when it tells that the caller waits no longer, somebody else gets the environment
   */
  acquire(key: string, start: Start<E>, signal?: AbortSignal): Promise<E> {
    if (this.#closed) return Promise.reject(stopping());
    const warm = this.#takeIdle(key);
    if (warm) return Promise.resolve(this.#lend(key, warm));
    const isLong = (this.#durations.get(key) ?? 0) > LONG_MILLISECONDS;
    if (this.#hasRoom() || (isLong && !this.#isCrowded())) return this.#start(key, start);
    return this.#wait(key, start, signal);
  }

  /** Gives an environment back after an invocation. */
  release(pooled: E): void {
    const busy = this.#busy.get(pooled);
    if (busy === undefined) return;
    this.#busy.delete(pooled);
    this.#learn(busy);
    const usable = !pooled.environment.ended && !this.#retired.has(pooled) && pooled.fresh();
    this.#retired.delete(pooled);
    this.#postponeGrowth();
    if (!usable) this.#end(pooled);
    else if (!this.#handOver(busy.key, pooled)) this.#keep(busy.key, pooled);
    if (this.#waiting.length > 0 && this.#hasRoom()) this.#startFor(0);
    else this.#startForLonely();
  }

  /** Ends the idle environments of a key, and the busy ones when they are given back. */
  retire(matches: (key: string) => boolean): void {
    for (const entry of this.#idle.filter(({ key }) => matches(key))) this.#dropIdle(entry);
    for (const [pooled, { key }] of this.#busy) if (matches(key)) this.#retired.add(pooled);
    for (const key of this.#durations.keys()) if (matches(key)) this.#durations.delete(key);
  }

  /** Ends all environments of a key at once, busy or not. */
  kill(matches: (key: string) => boolean): void {
    this.retire(matches);
    for (const pooled of this.#retired) pooled.environment.kill();
  }

  /** Ends all environments; who waits for one will get none. */
  close(): void {
    this.#closed = true;
    for (const { take } of this.#waiting.splice(0)) take(Promise.reject(stopping()));
    this.#growth?.();
    this.#expiry?.();
    this.kill(() => true);
  }

  #hasRoom(): boolean {
    return this.#busy.size + this.#starting.length < this.#options.eager;
  }

  /** A machine that is short of time makes every invocation long: more processes would make it worse. */
  #isCrowded(): boolean {
    return this.#busy.size + this.#starting.length >= CROWD_FACTOR * this.#options.eager;
  }

  #wait(key: string, start: Start<E>, signal: AbortSignal | undefined): Promise<E> {
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(nobodyWaits());
      };
      const take = (environment: Promise<E>) => {
        signal?.removeEventListener('abort', giveUp);
        resolve(environment);
      };
      const waiter = { key, start, since: this.#options.wall.now(), take };
      if (signal?.aborted) return reject(nobodyWaits());
      signal?.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(waiter);
      this.#grow();
    });
  }

  /** Gives an environment to who has waited longest for one of its kind. */
  #handOver(key: string, pooled: E): boolean {
    const next = this.#waiting.findIndex((waiter) => waiter.key === key);
    if (next < 0) return false;
    const [waiter] = this.#waiting.splice(next, 1);
    waiter?.take(Promise.resolve(this.#lend(key, pooled)));
    return true;
  }

  #keep(key: string, pooled: E): void {
    this.#idle.push({ key, pooled, since: this.#options.wall.now() });
    const [oldest] = this.#idle;
    if (oldest && this.#idle.length > this.#options.kept) this.#dropIdle(oldest);
    this.#scheduleExpiry();
  }

  #lend(key: string, pooled: E): E {
    this.#busy.set(pooled, { key, since: this.#options.wall.now() });
    return pooled;
  }

  #learn({ key, since }: Busy): void {
    const duration = this.#options.wall.now() - since;
    const average = this.#durations.get(key) ?? duration;
    this.#durations.set(key, average + NEWEST_WEIGHT * (duration - average));
  }

  async #start(key: string, start: Start<E>): Promise<E> {
    this.#starting.push(key);
    try {
      return this.#lend(key, await start());
    } finally {
      this.#starting.splice(this.#starting.indexOf(key), 1);
    }
  }

  /** @param index among those who wait */
  #startFor(index: number): void {
    const [waiter] = this.#waiting.splice(index, 1);
    waiter?.take(this.#start(waiter.key, waiter.start));
  }

  #startForLonely(): void {
    const limit = this.#options.wall.now() - PATIENCE_MILLISECONDS;
    const index = this.#waiting.findIndex(({ key, since }) => since <= limit && !this.#mayBecomeFree(key));
    if (index >= 0) this.#startFor(index);
  }

  #mayBecomeFree(key: string): boolean {
    return this.#starting.includes(key) || [...this.#busy.values()].some((busy) => busy.key === key);
  }

  #grow(): void {
    if (this.#growth || this.#waiting.length === 0) return;
    const { wall } = this.#options;
    this.#growth = wall.at(wall.now() + PATIENCE_MILLISECONDS, () => {
      this.#growth = undefined;
      this.#startFor(0);
      this.#grow();
    });
  }

  #postponeGrowth(): void {
    if (!this.#growth) return;
    this.#growth();
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

  #dropIdle(entry: Idle<E>): void {
    this.#idle.splice(this.#idle.indexOf(entry), 1);
    this.#end(entry.pooled);
  }

  #scheduleExpiry(): void {
    const [oldest] = this.#idle;
    if (this.#expiry || !oldest) return;
    const { wall, idleMilliseconds } = this.#options;
    this.#expiry = wall.at(oldest.since + idleMilliseconds, () => {
      this.#expiry = undefined;
      const limit = wall.now() - idleMilliseconds;
      for (const entry of this.#idle.filter(({ since }) => since <= limit)) this.#dropIdle(entry);
      this.#scheduleExpiry();
    });
  }

  #end(pooled: E): void {
    pooled.environment.kill();
    pooled.close();
  }
}
