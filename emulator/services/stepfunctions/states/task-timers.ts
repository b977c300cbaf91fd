import type { Cancel, Clock } from '../../../runtime/clock.ts';

interface Limits {
  /** Epoch milliseconds. */
  readonly scheduledAt: number;
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** The time-out of a task and the heartbeats it owes. */
export class TaskTimers {
  /** What `expired` rejects with. */
  static readonly EXPIRED = new Error('The task took too long');

  /** Rejects when the task has had its time or has missed a heartbeat; never resolves. */
  readonly expired: Promise<never>;
  readonly #clock: Clock;
  readonly #heartbeatSeconds: number | undefined;
  #expire: () => void = () => {};
  #cancelTimeout: Cancel | undefined;
  #cancelHeartbeat: Cancel | undefined;

  constructor(clock: Clock, { scheduledAt, timeoutSeconds, heartbeatSeconds }: Limits) {
    this.#clock = clock;
    this.#heartbeatSeconds = heartbeatSeconds;
    this.expired = new Promise((_resolve, reject) => {
      this.#expire = () => reject(TaskTimers.EXPIRED);
    });
    // A task that ends in time leaves nobody to hear of it.
    this.expired.catch(() => {});
    if (timeoutSeconds !== undefined)
      this.#cancelTimeout = clock.at(scheduledAt + timeoutSeconds * 1_000, this.#expire);
    this.heartbeat();
  }

  /** The worker is alive: the next heartbeat is due that much later. */
  heartbeat(): void {
    this.#cancelHeartbeat?.();
    if (this.#heartbeatSeconds === undefined) return;
    this.#cancelHeartbeat = this.#clock.at(this.#clock.now() + this.#heartbeatSeconds * 1_000, this.#expire);
  }

  cancel(): void {
    this.#cancelTimeout?.();
    this.#cancelHeartbeat?.();
  }
}
