import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { AnyOperation } from '../../door/operation.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { type MetricSink, noMetrics } from '../../runtime/metrics.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Engine } from './engine/engine.ts';
import { executionMetrics } from './execution-metrics.ts';
import { createCatalog } from './integrations/catalog.ts';
import { httpExchange } from './integrations/http-exchange.ts';
import type { SdkCodec } from './integrations/integration.ts';
import { createSdkCodec } from './integrations/sdk-codec.ts';
import { HISTORY_RETENTION_DAYS } from './limits.ts';
import { ExecutionLogs } from './logs/execution-logs.ts';
import { finishDeletion } from './machine-deletion.ts';
import { Machines } from './machines.ts';
import type { OperationDeps } from './operations/deps.ts';
import { OPERATIONS } from './operations/index.ts';
import { resourceTypes } from './resources/index.ts';
import { statusEvents } from './status-events.ts';
import { ActivityStore } from './storage/activity-store.ts';
import { ExecutionStore } from './storage/execution-store.ts';
import { MachineStore } from './storage/machine-store.ts';
import { MapRunStore } from './storage/map-run-store.ts';
import { MIGRATIONS } from './storage/tables.ts';
import { TagStore } from './storage/tag-store.ts';

export interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly serviceEvents: ServiceEvents;
  /** Default: nobody counts. */
  readonly metrics?: MetricSink;
  /** Where the emulator listens: `http://127.0.0.1:4566`. */
  readonly endpoint: () => string;
  /** Whether HTTP tasks may call other machines; default false. */
  readonly allowNetwork?: boolean;
  /** Default: by the schemas of the SDK clients. */
  readonly codec?: SdkCodec;
}

const DAY_MILLISECONDS = 86_400_000;

/** Step Functions: https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html */
export function createStepFunctions(deps: Deps): ServiceDefinition {
  const { store, clock, ids, account, door, trace } = deps;
  store.migrate('stepfunctions', MIGRATIONS);
  const codec = deps.codec ?? createSdkCodec(door);
  const integrations = createCatalog({ ...deps, codec, http: httpExchange(deps.allowNetwork ?? false) });
  const machines = new Machines({ store: new MachineStore(store), account, integrations, ids });
  const executions = new ExecutionStore(store);
  const mapRuns = new MapRunStore(store);
  const tags = new TagStore(store);
  const logs = new ExecutionLogs({ door, account, clock, ids, trace });
  const engine: Engine = new Engine({
    ...deps,
    store: executions,
    mapRunStore: mapRuns,
    codec,
    programOf: (revision) => machines.programOf(revision),
    observers: [
      statusEvents(deps),
      executionMetrics(deps.metrics ?? noMetrics),
      logs,
      {
        statusChanged: (execution) => finishDeletion({ engine, machines, tags }, execution),
        eventsRecorded: () => {},
      },
    ],
  });
  const shared: OperationDeps = {
    account,
    clock,
    ids,
    door,
    engine,
    machines,
    executions,
    activities: new ActivityStore(store),
    tags,
    mapRuns,
    integrations,
  };
  return {
    name: 'stepfunctions',
    signingName: 'states',
    sdk: '@aws-sdk/client-sfn',
    protocol: 'json-1.0',
    targetPrefix: 'AWSStepFunctions',
    operations: OPERATIONS.map((make): AnyOperation => make(shared)),
    gaps: [
      'The optimised integrations of services that the emulator does not have are refused by name when a machine is created, and so are `aws-sdk` operations that it does not have. TestState takes a mock for those of KMS and Secrets Manager.',
      '`apigateway:invoke`: RESOURCE_POLICY sends an unsigned request. `http:invoke`: no private connections; the cause of a failure is the body that was answered.',
      'Distributed Map: no Parquet readers; a failed Map Run writes no results; 40 children run at once unless MaxConcurrency says otherwise, and never more than 1,000.',
      'TestState does not show the request and response of `http:invoke`.',
      'The role is not checked when a machine is created: one that cannot be assumed fails the task with States.Permissions.',
      'After a crash, calls that were under way are made again, and Express executions start over.',
      'Encryption configurations and deployment preferences have no effect.',
      'The SDK for JavaScript puts `sync-` before the host for StartSyncExecution and TestState: use `disableHostPrefix`.',
    ],
    resources: resourceTypes(shared),
    start() {
      executions.purge(clock.now() - HISTORY_RETENTION_DAYS * DAY_MILLISECONDS);
      engine.recover((record) => machines.store.revision(record.revision));
      for (const arn of machines.store.deleting())
        for (const execution of engine.liveExecutions()) {
          if (execution.record.machineArn === arn) execution.abortAtTransition = true;
        }
    },
    async stop() {
      engine.stop();
      await logs.flushed();
    },
  };
}
