import type { StateMachineType } from '@aws-sdk/client-sfn';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MapRunRecord } from '../storage/map-run-store.ts';
import type { Execution } from './execution.ts';
import { executionName } from './execution-name.ts';
import type { ExecutionRecord } from './execution-record.ts';

/** An execution before it has a row. */
export type NewExecution = Omit<ExecutionRecord, 'id'>;

/** What the start of an execution is asked for; the rest of its record follows from it. */
export type ExecutionStart = Pick<
  NewExecution,
  'arn' | 'name' | 'machineArn' | 'machineName' | 'type' | 'revision' | 'traceHeader' | 'startAt' | 'input'
> &
  Partial<Pick<NewExecution, 'versionArn' | 'aliasArn' | 'child'>>;

/** The record of an execution that starts. */
export const startedRecord = (start: ExecutionStart): NewExecution => ({
  // What is spread comes first: an object that begins as a copy is made at once, and not member by member.
  ...start,
  versionArn: start.versionArn,
  aliasArn: start.aliasArn,
  child: start.child,
  status: 'RUNNING',
  stopAt: undefined,
  output: undefined,
  error: undefined,
  cause: undefined,
  redriveCount: 0,
  redriveAt: undefined,
});

/** A child execution that a Map Run starts. */
export interface NewChild {
  readonly mapRun: MapRunRecord;
  /** Name of the Map state. */
  readonly state: string;
  readonly type: StateMachineType;
  readonly index: number;
  readonly items: number;
  /** Text of the input. */
  readonly input: string;
}

/** The record of a child execution: its state machine is the parent's with the label of the Map Run. */
export function childRecord(
  parent: Execution,
  { mapRun, state, type, index, items, input }: NewChild,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
): NewExecution {
  const name = executionName({ ids, clock });
  const kind = type === 'STANDARD' ? 'execution' : 'express';
  const suffix = type === 'STANDARD' ? name : `${name}:${ids.uuid()}`;
  return startedRecord({
    arn: mapRun.machineArn.replace(/:stateMachine:(.*)$/, `:${kind}:$1:${suffix}`),
    name,
    machineArn: mapRun.machineArn,
    machineName: mapRun.machineArn.slice(mapRun.machineArn.lastIndexOf(':') + 1),
    type,
    revision: parent.revision.id,
    traceHeader: parent.record.traceHeader,
    startAt: clock.now(),
    input,
    child: { mapRunArn: mapRun.arn, state, index, items },
  });
}
