import type { Door } from '../../door/door.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Pipes } from './pipes.ts';
import type { Runner } from './runner.ts';
import type { SourceKinds } from './sources/kinds.ts';
import type { TargetKinds } from './targets/kinds.ts';

/** What operations and the resource type choose from. */
export interface PipesParts {
  readonly door: Door;
  readonly clock: Clock;
  readonly pipes: Pipes;
  readonly runner: Runner;
  readonly sources: SourceKinds;
  readonly targets: TargetKinds;
}
