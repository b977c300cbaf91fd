import type { Workflow } from '../engine/state.ts';
import type { DataFlow } from './flow.ts';
import type { ItemSelector, ItemsReader } from './map-items.ts';
import type { FailureLimitsReader, IntegerReader } from './map-limits.ts';
import type { Recovery } from './recovery.ts';

/** What a Map state has in either mode. */
export interface MapParts {
  readonly name: string;
  readonly workflow: Workflow | undefined;
  readonly items: ItemsReader;
  readonly selector: ItemSelector | undefined;
  readonly maxConcurrency: IntegerReader;
  readonly limits: FailureLimitsReader;
  readonly flow: DataFlow;
  readonly recovery: Recovery;
  readonly next: string | undefined;
}
