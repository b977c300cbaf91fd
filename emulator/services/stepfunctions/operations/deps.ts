import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Engine } from '../engine/engine.ts';
import type { IntegrationCatalog } from '../integrations/integration.ts';
import type { Machines } from '../machines.ts';
import type { ActivityStore } from '../storage/activity-store.ts';
import type { ExecutionStore } from '../storage/execution-store.ts';
import type { MapRunStore } from '../storage/map-run-store.ts';
import type { TagStore } from '../storage/tag-store.ts';

/** What the operations share; each takes of it what it names. */
export interface OperationDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly engine: Engine;
  readonly machines: Machines;
  readonly executions: ExecutionStore;
  readonly activities: ActivityStore;
  readonly tags: TagStore;
  readonly mapRuns: MapRunStore;
  readonly integrations: IntegrationCatalog;
}
