import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { Account } from '../../runtime/account.ts';
import { type Clock, systemClock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Journal } from '../../runtime/journal.ts';
import { type MetricSink, noMetrics } from '../../runtime/metrics.ts';
import { noSegments, type SegmentSink } from '../../runtime/segments.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Checkpoints } from '../event-sources/stream/checkpoints.ts';
import type { StreamSignals } from '../event-sources/stream/stream-source.ts';
import { CodeStore } from './code/code-store.ts';
import { Environments } from './environment/environments.ts';
import { BatchInvoker } from './event-sources/batch-invoker.ts';
import { Mappings } from './event-sources/mappings.ts';
import { noStreams } from './event-sources/no-streams.ts';
import { Aliases } from './functions/aliases.ts';
import { EventInvokeConfigs } from './functions/event-invoke.ts';
import { FunctionStore } from './functions/function-store.ts';
import { Functions } from './functions/functions.ts';
import { Permissions } from './functions/permissions.ts';
import { AsyncEvents } from './invocation/async-events.ts';
import { AsyncDestinations } from './invocation/destinations.ts';
import { Invoker } from './invocation/invoker.ts';
import { LayerPermissions } from './layers/layer-permissions.ts';
import { LayerStore } from './layers/layer-store.ts';

/** What Lambda takes from the rest of the cloud. */
export interface LambdaDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly journal: Journal;
  readonly trace: Trace;
  /** This emulator, as functions reach it. */
  readonly endpoint: () => string;
  /** Where uploaded packages are kept; undefined for a cloud that is gone with its process. */
  readonly dataDirectory?: string | undefined;
  readonly allowNetwork: boolean;
  readonly metrics?: MetricSink;
  readonly segments?: SegmentSink;
  /** What event source mappings of DynamoDB streams are woken by; without it there are no streams. */
  readonly streams?: StreamSignals;
  /** The machine's time, which bounds what functions do; default the machine's clock. */
  readonly wall?: Clock;
}

export type LambdaParts = ReturnType<typeof lambdaParts>;

/** The parts of Lambda, each given what it needs of the others. */
export function lambdaParts(deps: LambdaDeps) {
  const { metrics = noMetrics, segments = noSegments, streams = noStreams, wall = systemClock() } = deps;
  const base = { ...deps, metrics, segments, streams, wall };
  const functions = new FunctionStore(base);
  const layers = new LayerStore(base);
  const code = new CodeStore(deps.dataDirectory, deps.ids);
  const environments = new Environments(base);
  const invoker = new Invoker({ ...base, functions, environments });
  const destinations = new AsyncDestinations({ ...base, functions });
  const batchInvoker = new BatchInvoker({ ...base, functions, invoker });
  const checkpoints = new Checkpoints(deps.store);
  return {
    ...base,
    functions,
    layers,
    code,
    environments,
    invoker,
    asyncEvents: new AsyncEvents({ ...base, functions, invoker, destinations }),
    service: new Functions({ ...base, functions, layers, environments }),
    aliases: new Aliases({ ...base, functions }),
    permissions: new Permissions({ ...base, functions }),
    eventInvokeConfigs: new EventInvokeConfigs({ ...base, functions }),
    layerPermissions: new LayerPermissions({ ...base, layers }),
    mappings: new Mappings({ ...base, functions, checkpoints, invoker: batchInvoker }),
  };
}
