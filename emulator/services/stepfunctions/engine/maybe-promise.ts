/**
 * A value that is there already, or will be. States answer at once when nothing has to be waited for, so that a chain
 * of them runs without a turn of the event loop between two.
 */
export type MaybePromise<T> = T | Promise<T>;

/** `next(value)`, at once when the value is there. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** `work()`, and `recover` when it throws or rejects. */
export function attempt<T>(
  work: () => MaybePromise<T>,
  recover: (thrown: unknown) => MaybePromise<T>,
): MaybePromise<T> {
  try {
    const result = work();
    return result instanceof Promise ? result.catch(recover) : result;
  } catch (thrown) {
    return recover(thrown);
  }
}
