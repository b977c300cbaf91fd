import type { Cancel, Clock } from '../../../runtime/clock.ts';
import { DeliveryFailure } from './delivery-failure.ts';

/** Spreads the deliveries of a subscription so that not more than so many happen in a second. */
export class Throttle {
  readonly #clock: Clock;
  /** When the next delivery of a subscription may happen, epoch milliseconds. */
  readonly #free = new Map<string, number>();
  readonly #waiting = new Map<Cancel, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Resolves when it is the caller's turn.
   *
   * @throws DeliveryFailure when the emulator stops before
   */
  turn(subscriptionArn: string, perSecond: number): Promise<void> {
    const now = this.#clock.now();
    const at = Math.max(now, this.#free.get(subscriptionArn) ?? 0);
    this.#free.set(subscriptionArn, at + 1_000 / perSecond);
    if (at <= now) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.at(at, () => {
        this.#waiting.delete(cancel);
        resolve();
      });
      this.#waiting.set(cancel, () => reject(new DeliveryFailure('the emulator stops', { retry: true, status: 503 })));
    });
  }

  stop(): void {
    for (const [cancel, giveUp] of this.#waiting) {
      cancel();
      giveUp();
    }
    this.#waiting.clear();
  }
}
