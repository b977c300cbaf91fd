import { type Cancel, type Clock, systemClock } from './clock.ts';

interface Passing {
  readonly promise: Promise<void>;
  readonly end: () => void;
  readonly cancel: Cancel;
}

/**
 * A moment in which bookkeeping gathers. Written once for many it costs less, and nobody waits for it who waits for the answer that it is
 * about. By the machine's time: however fast the emulated clock runs, there is as much to do.
 */
export class Moment {
  readonly #milliseconds: number;
  readonly #wall: Clock;
  #passing: Passing | undefined;

  constructor(milliseconds: number, wall: Clock = systemClock()) {
    this.#milliseconds = milliseconds;
    this.#wall = wall;
  }

  /** Resolves when the moment is over that has begun already, or begins now. */
  passed(): Promise<void> {
    this.#passing ??= this.#begin();
    return this.#passing.promise;
  }

  /** Ends the moment, if there is one. */
  end(): void {
    this.#passing?.end();
  }

  #begin(): Passing {
    const { promise, resolve } = Promise.withResolvers<void>();
    const end = () => {
      cancel();
      this.#passing = undefined;
      resolve();
    };
    const cancel = this.#wall.at(this.#wall.now() + this.#milliseconds, end);
    return { promise, end, cancel };
  }
}
