import { type Cancel, type Clock, ManualClock } from '../../../../emulator/runtime/clock.ts';

/** A clock that knows who still waits for it, and jumps to where the next one does. */
export class CountingClock implements Clock {
  readonly #clock = new ManualClock();
  readonly #waiting = new Set<{ readonly at: number }>();

  now(): number {
    return this.#clock.now();
  }

  at(at: number, task: () => void): Cancel {
    const entry = { at };
    this.#waiting.add(entry);
    const cancel = this.#clock.at(at, () => {
      this.#waiting.delete(entry);
      task();
    });
    return () => {
      this.#waiting.delete(entry);
      cancel();
    };
  }

  /** How many timers are set. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Moves to the next timer. @returns false when there is none */
  jump(): boolean {
    if (this.#waiting.size === 0) return false;
    const next = Math.min(...[...this.#waiting].map(({ at }) => at));
    this.#clock.advance(Math.max(0, next - this.now()));
    return true;
  }
}
