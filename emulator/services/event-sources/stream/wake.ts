/** Lets one loop sleep until something happened. What happens while it is awake counts as well: it will not sleep then. */
export class Wake {
  #called = false;
  #resume: (() => void) | undefined;

  /** Says that something happened. */
  call(): void {
    this.#called = true;
    this.#resume?.();
  }

  /** To be said before looking: from now on, calls count. */
  clear(): void {
    this.#called = false;
  }

  /** Resolves with the first call since `clear`, or when `signal` is aborted. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.#called || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        this.#resume = undefined;
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.#resume = end;
      signal.addEventListener('abort', end);
    });
  }
}
