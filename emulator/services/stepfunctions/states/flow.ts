import type { MaybePromise } from '../engine/maybe-promise.ts';
import type { Exit } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';

/** What a state hands to its action, and what the rest of its fields see as input. */
export interface Prepared {
  /** `$`: the raw input after InputPath. JSONata has no such step, there it is the raw input. */
  readonly input: Json;
  /** What the action takes: the input after Parameters, or Arguments. */
  readonly arguments: Json;
}

/** How data moves into a state's action and out of it: the order of the spec, in one query language. */
export interface DataFlow {
  /** InputPath → Parameters, or Arguments. */
  prepare(visit: Visit): MaybePromise<Prepared>;
  /** ResultSelector → Assign → ResultPath → OutputPath, or Output and Assign. */
  finish(visit: Visit, result: Json, next: string | undefined): MaybePromise<Exit>;
}
