import { throttled } from '../errors.ts';
import { ACCOUNT_CONCURRENCY } from '../limits.ts';

/** Counts invocations under way against reservations and the account's concurrency. */
export class Concurrency {
  readonly #running = new Map<string, number>();
  #unreserved = 0;

  /**
   * @param reserved the function's reservation, when it has one
   * @param allReserved the sum of all reservations
   * @returns what ends the invocation's claim
   * @throws AwsError TooManyRequestsException
   */
  enter(functionName: string, reserved: number | undefined, allReserved: number): () => void {
    const running = this.running(functionName);
    if (reserved !== undefined && running >= reserved) throw throttled(true);
    if (reserved === undefined && this.#unreserved >= ACCOUNT_CONCURRENCY - allReserved) throw throttled(false);
    this.#running.set(functionName, running + 1);
    if (reserved === undefined) this.#unreserved += 1;
    return () => {
      if (reserved === undefined) this.#unreserved -= 1;
      const left = this.running(functionName) - 1;
      if (left > 0) this.#running.set(functionName, left);
      else this.#running.delete(functionName);
    };
  }

  running(functionName: string): number {
    return this.#running.get(functionName) ?? 0;
  }
}
