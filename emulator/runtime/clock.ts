/** Cancels what was scheduled; does nothing once it ran. */
export type Cancel = () => void;

/** Time as the emulated cloud sees it. Every wait, time-out, TTL and schedule goes through it. */
export interface Clock {
  /** Milliseconds since the epoch, in emulated time. */
  now(): number;
  /** Runs `task` once when emulated time has reached `at` (epoch milliseconds); at the next tick if that is past. */
  at(at: number, task: () => void): Cancel;
}

/** Node fires a longer timer at once (https://nodejs.org/api/timers.html#settimeoutcallback-delay-args). */
const LONGEST_TIMER_MILLISECONDS = 2 ** 31 - 1;

/**
 * The machine's clock, running `speed` times faster than the wall.
 *
 * @param speed how many emulated seconds pass in one real second; default 1
 */
export function systemClock(speed = 1): Clock {
  const origin = Date.now();
  const now = speed === 1 ? Date.now : () => Math.floor(origin + (Date.now() - origin) * speed);
  return {
    now,
    at(at, task) {
      let timer: NodeJS.Timeout;
      const arm = () => {
        const delay = Math.max(0, (at - now()) / speed);
        timer =
          delay > LONGEST_TIMER_MILLISECONDS
            ? setTimeout(arm, LONGEST_TIMER_MILLISECONDS)
            : setTimeout(() => (now() < at ? arm() : task()), Math.ceil(delay));
        timer.unref();
      };
      arm();
      return () => clearTimeout(timer);
    },
  };
}

/** A clock that moves only when a test tells it to. */
export class ManualClock implements Clock {
  #now: number;
  #tasks: { at: number; task: () => void }[] = [];

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(at: number, task: () => void): Cancel {
    const entry = { at, task };
    this.#tasks.push(entry);
    return () => {
      this.#tasks = this.#tasks.filter((other) => other !== entry);
    };
  }

  /** Moves on by `milliseconds`, running what falls due in order of its time. */
  advance(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (let next = this.#due(end); next; next = this.#due(end)) {
      this.#tasks.splice(this.#tasks.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.task();
    }
    this.#now = end;
  }

  #due(end: number) {
    return this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
  }
}
