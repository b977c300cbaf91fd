import { integrationTimeout } from '../failure.ts';

/**
 * Ends a wait for an integration. What an integration does takes real time, however fast the emulated clock runs, so this
 * is the one wait that does not go by it.
 *
 * @throws HttpFailure 504
 */
export function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(integrationTimeout()), milliseconds);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
