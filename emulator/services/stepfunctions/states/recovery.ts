import type { StateFields } from '../asl/state-fields.ts';
import type { Failure } from '../engine/failure.ts';
import { attempt, chain, type MaybePromise } from '../engine/maybe-promise.ts';
import { WouldRetry } from '../engine/rehearsal.ts';
import type { Exit } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { Catch } from './catch.ts';
import { Retry } from './retry.ts';

/** `kind` in the progress of a visit that waits for its next attempt. */
const WAITING = 'retry';

/** Retry, then Catch: what a Task, Parallel or Map state does about its failures. */
export class Recovery {
  readonly retry: Retry;
  readonly catch: Catch;

  constructor(fields: StateFields) {
    this.retry = new Retry(fields);
    this.catch = new Catch(fields);
  }

  /**
   * Runs `work` until it succeeds, is caught, or fails for good.
   *
   * @param givenUp called once no retry is left, before Catch is asked
   */
  run(visit: Visit, work: () => MaybePromise<Exit>, givenUp?: (failure: Failure) => void): MaybePromise<Exit> {
    const once = () => attempt(work, recover);
    const recover = (thrown: unknown): MaybePromise<Exit> => {
      if (visit.cancelled) throw thrown;
      const failure = visit.failureOf(thrown);
      const retry = this.retry.next(visit, failure);
      if (retry && visit.rehearsal) throw new WouldRetry(failure, retry.index, retry.delayMilliseconds / 1_000);
      if (retry) {
        const at = visit.engine.clock.now() + retry.delayMilliseconds;
        visit.progress = { kind: WAITING, at };
        return chain(visit.sleepUntil(at), again);
      }
      givenUp?.(failure);
      const caught = this.catch.find(failure);
      if (!caught) throw failure;
      visit.caught = { failure, index: caught.index };
      return caught.exit(visit);
    };
    const again = () => {
      visit.progress = undefined;
      return once();
    };
    const { progress } = visit;
    return progress?.kind === WAITING ? chain(visit.sleepUntil(Number(progress.at)), again) : once();
  }
}
