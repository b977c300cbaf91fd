import type { MaybePromise } from '../engine/maybe-promise.ts';
import type { Workflow } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import type { Json } from '../json.ts';
import type { DataFlow } from './flow.ts';
import type { ItemSelector, ItemsReader } from './map-items.ts';
import type { IntegerReader } from './map-limits.ts';
import type { Recovery } from './recovery.ts';

/** What a Map state has in either mode. */
export interface MapParts {
  readonly name: string;
  readonly workflow: Workflow | undefined;
  readonly items: ItemsReader;
  readonly selector: ItemSelector | undefined;
  readonly maxConcurrency: IntegerReader;
  /** Evaluates the tolerated failures, which only the DISTRIBUTED mode heeds but any checks. */
  readonly checkTolerance: (visit: Visit, input: Json) => MaybePromise<unknown>;
  readonly flow: DataFlow;
  readonly recovery: Recovery;
  readonly next: string | undefined;
}
