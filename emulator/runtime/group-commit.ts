interface Job {
  readonly run: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Puts the writes of calls that arrive together into one transaction: making a write durable costs far more than the
 * write, and many calls at once can share it. Each caller is answered after its transaction has been committed. Work must not throw what
 * is to be expected: the others that it shares the transaction with would have to do theirs again.
 */
export class GroupCommit {
  readonly #transaction: (work: () => void) => void;
  #waiting: Job[] = [];

  /** @param transaction runs work in one transaction, which is rolled back if it throws */
  constructor(transaction: (work: () => void) => void) {
    this.#transaction = transaction;
  }

  /** Runs `work` with the others that wait, and resolves when what it wrote is stored. */
  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      const run = () => {
        result = work();
      };
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ run, done: () => resolve(result), failed: reject });
    });
  }

  #commit(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    try {
      this.#transaction(() => {
        for (const { run } of jobs) run();
      });
    } catch (error) {
      // One failure undid the work of all: each by itself, so that only the faulty one fails.
      if (jobs.length === 1) jobs[0]?.failed(error);
      else for (const job of jobs) this.#commitAlone(job);
      return;
    }
    for (const { done } of jobs) done();
  }

  #commitAlone({ run, done, failed }: Job): void {
    try {
      this.#transaction(run);
      done();
    } catch (error) {
      failed(error);
    }
  }
}
