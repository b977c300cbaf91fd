import { FIRST_PAUSE_MILLISECONDS, LONGEST_PAUSE_MILLISECONDS } from './limits.ts';

/** Pauses that double from one failure to the next, until something succeeds. */
export class BackOff {
  #failures = 0;

  /** Milliseconds to wait after a further failure. */
  next(): number {
    const pause = Math.min(LONGEST_PAUSE_MILLISECONDS, FIRST_PAUSE_MILLISECONDS * 2 ** this.#failures);
    this.#failures += 1;
    return pause;
  }

  reset(): void {
    this.#failures = 0;
  }
}
