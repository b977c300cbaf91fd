import type { Thread } from './thread.ts';

/**
 * Transitions that all executions together may make in one turn of the event loop. A workflow that loops without
 * waiting would otherwise keep everything else from being heard.
 */
const TRANSITIONS_PER_TURN = 500;
/** Transitions that a thread makes before the others have theirs. */
const TRANSITIONS_PER_RUN = 100;

/**
 * Runs threads that can go on, and has what they did written down at the end of the turn of the event loop: one
 * transaction for all executions that moved in it.
 *
 *   wake → run (until blocked, ended, or the turn's share is used up) → end of turn: write → go on with those left
 */
export class Scheduler {
  readonly #write: () => void;
  #ready: Thread[] = [];
  #transitionsLeft = TRANSITIONS_PER_TURN;
  #runLeft = TRANSITIONS_PER_RUN;
  #draining = false;
  #turnEnd: NodeJS.Immediate | undefined;
  #stopped = false;
  #written: { promise: Promise<void>; resolve: () => void } | undefined;

  /** @param write puts all that has changed into the store */
  constructor(write: () => void) {
    this.#write = write;
  }

  /** Lets the thread go on: now, or in a later turn when this one's share is used up. */
  wake(thread: Thread): void {
    this.#ready.push(thread);
    this.requestWrite();
    if (!this.#draining) this.#drain();
  }

  /** Runs a thread that another one has just started, before the other goes on. */
  runNow(thread: Thread): void {
    this.requestWrite();
    thread.run();
  }

  /** Counts one transition; false when the share of the thread or of the turn is used up. */
  mayTransit(): boolean {
    if (this.#transitionsLeft <= 0 || this.#runLeft <= 0) return false;
    this.#transitionsLeft -= 1;
    this.#runLeft -= 1;
    return true;
  }

  /** A thread that was stopped by `mayTransit` goes on when all others have had their turn. */
  postpone(thread: Thread): void {
    this.#ready.push(thread);
    this.requestWrite();
  }

  requestWrite(): void {
    // What still comes in is nobody's business any more: the store is closed, and the next start goes on from what was written.
    if (this.#stopped) return;
    this.#turnEnd ??= setImmediate(() => this.#endTurn());
  }

  /** Resolves once what has happened so far is written. */
  written(): Promise<void> {
    // Nobody may be told that something is kept which is not.
    if (this.#stopped) return Promise.reject(new Error('The state machines have stopped'));
    this.requestWrite();
    if (!this.#written) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#written = { promise, resolve };
    }
    return this.#written.promise;
  }

  stop(): void {
    if (this.#turnEnd) clearImmediate(this.#turnEnd);
    this.#ready = [];
    this.#write();
    this.#written?.resolve();
    this.#stopped = true;
  }

  #drain(): void {
    this.#draining = true;
    try {
      while (this.#transitionsLeft > 0) {
        const thread = this.#ready.shift();
        if (!thread) return;
        this.#runLeft = TRANSITIONS_PER_RUN;
        thread.run();
      }
    } finally {
      this.#draining = false;
    }
  }

  #endTurn(): void {
    this.#turnEnd = undefined;
    const written = this.#written;
    this.#written = undefined;
    this.#write();
    written?.resolve();
    this.#transitionsLeft = TRANSITIONS_PER_TURN;
    if (this.#ready.length === 0) return;
    this.requestWrite();
    this.#drain();
  }
}
