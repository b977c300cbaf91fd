import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Json } from './json.ts';

/** Workflow variables by name, without the `$`. A `Map` is one; so is a chain of scopes. */
export interface Variables {
  get(name: string): Json | undefined;
}

/** Where a run takes its randomness from; a test passes a fixed one. */
export type Randomness = Pick<Ids, 'uuid' | 'random'>;

/**
 * What an expression can see, in either query language.
 *
 * | member | JSONPath | JSONata |
 * |---|---|---|
 * | input | `$` | `$states.input` |
 * | context | `$$` | `$states.context` |
 * | variables | `$name` | `$name` |
 * | result | – | `$states.result`, where the field may see it |
 * | errorOutput | – | `$states.errorOutput`, in a Catch |
 */
export interface Scope {
  readonly input: Json;
  readonly context: Json;
  readonly variables?: Variables;
  readonly randomness: Randomness;
  /** What `$now()` and `$millis()` read; the machine's clock when absent. */
  readonly clock?: Pick<Clock, 'now'>;
  readonly result?: Json;
  readonly errorOutput?: Json;
}
