import { type Cancel, type Clock, systemClock } from '../../../emulator/runtime/clock.ts';

interface Task {
  readonly at: number;
  readonly run: () => void;
  cancel: Cancel;
}

/** The machine's clock, some time ahead of it or behind: runs as any other, and leaps on when a test says so. */
export class LeapingClock implements Clock {
  readonly #wall = systemClock();
  readonly #tasks = new Set<Task>();
  #ahead: number;

  /** @param ahead milliseconds, of the machine's time; less than 0 is behind */
  constructor(ahead = 0) {
    this.#ahead = ahead;
  }

  now(): number {
    return this.#wall.now() + this.#ahead;
  }

  at(at: number, run: () => void): Cancel {
    const task: Task = { at, run, cancel: () => {} };
    this.#tasks.add(task);
    this.#arm(task);
    return () => {
      this.#tasks.delete(task);
      task.cancel();
    };
  }

  /** What falls due on the way runs at the end of it, as after a machine's sleep. */
  leap(milliseconds: number): void {
    this.#ahead += milliseconds;
    for (const task of this.#tasks) {
      task.cancel();
      this.#arm(task);
    }
  }

  #arm(task: Task): void {
    task.cancel = this.#wall.at(task.at - this.#ahead, () => {
      this.#tasks.delete(task);
      task.run();
    });
  }
}
