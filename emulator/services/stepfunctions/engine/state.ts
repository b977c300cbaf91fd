import type { JsonObject } from '../json.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { Payload } from './payload.ts';
import type { Mockable } from './rehearsal.ts';
import type { Visit } from './visit.ts';

export type StateType = 'Task' | 'Wait' | 'Pass' | 'Succeed' | 'Fail' | 'Choice' | 'Parallel' | 'Map';

/** How a state is left: with what output, to which state (none: its workflow ends), setting which variables. */
export interface Exit {
  readonly output: Payload;
  readonly next: string | undefined;
  readonly assign: JsonObject | undefined;
  /** The event that the one of leaving names as its previous one; default: the thread's last. */
  readonly exitedAfter?: number;
}

/**
 * A state, compiled once. `run` answers at once where it can; what it waits for it notes in `visit.progress`, because
 * after a restart `run` is called again for the same visit and must take up from there.
 */
export interface State {
  readonly name: string;
  readonly type: StateType;
  /** Whether the Context object shows a RetryCount. */
  readonly retriable: boolean;
  /** @throws Failure or StatesError when the state fails and neither Retry nor Catch helps */
  run(visit: Visit): MaybePromise<Exit>;
  /** Of the states whose action TestState can mock. */
  readonly mockable?: Mockable;
}

/** A `StartAt` with its `States`: the top level, a branch, an item processor. */
export interface Workflow {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}
