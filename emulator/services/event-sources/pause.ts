import type { Clock } from '../../runtime/clock.ts';

/** Resolves when emulated time has reached `at` (epoch milliseconds), or when `signal` is aborted. */
export function waitUntil(clock: Clock, at: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.at(at, end);
    signal.addEventListener('abort', end);
  });
}

/** A signal that is aborted when `signal` is, or when emulated time has reached `at`. */
export function signalUntil(
  clock: Clock,
  at: number,
  signal: AbortSignal,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancel = clock.at(at, abort);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    release: () => {
      cancel();
      signal.removeEventListener('abort', abort);
    },
  };
}
