import type { SQLInputValue } from 'node:sqlite';
import type { ExecutionStatus, StateMachineType } from '@aws-sdk/client-sfn';
import type { ChildOf, ExecutionRecord } from '../engine/execution-record.ts';

/** A row of `stepfunctions_executions` without its history, which may be long and is asked for by itself. */
export interface ExecutionRow {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machine_arn: string;
  readonly machine_name: string;
  readonly type: StateMachineType;
  readonly revision: number;
  readonly version_arn: string | null;
  readonly alias_arn: string | null;
  readonly trace_header: string | null;
  readonly start_at: number;
  readonly input: string;
  readonly status: ExecutionStatus;
  readonly stop_at: number | null;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly redrive_count: number;
  readonly redrive_at: number | null;
  readonly map_run: string | null;
  readonly map_state: string | null;
  readonly map_index: number | null;
  readonly map_items: number | null;
}

const COLUMNS = [
  'id',
  'arn',
  'name',
  'machine_arn',
  'machine_name',
  'type',
  'revision',
  'version_arn',
  'alias_arn',
  'trace_header',
  'start_at',
  'input',
  'status',
  'stop_at',
  'output',
  'error',
  'cause',
  'redrive_count',
  'redrive_at',
  'map_run',
  'map_state',
  'map_index',
  'map_items',
] as const satisfies readonly (keyof ExecutionRow)[];

export const SELECT_EXECUTION = `SELECT ${COLUMNS.join(', ')} FROM stepfunctions_executions`;

/** Takes what `valuesOf` answers. */
export const INSERT_EXECUTION = `INSERT INTO stepfunctions_executions (${COLUMNS.join(', ')}, history)
  VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`;

export const recordOf = (row: ExecutionRow): ExecutionRecord => ({
  id: row.id,
  arn: row.arn,
  name: row.name,
  machineArn: row.machine_arn,
  machineName: row.machine_name,
  type: row.type,
  revision: row.revision,
  versionArn: row.version_arn ?? undefined,
  aliasArn: row.alias_arn ?? undefined,
  traceHeader: row.trace_header ?? undefined,
  startAt: row.start_at,
  input: row.input,
  status: row.status,
  stopAt: row.stop_at ?? undefined,
  output: row.output ?? undefined,
  error: row.error ?? undefined,
  cause: row.cause ?? undefined,
  redriveCount: row.redrive_count,
  redriveAt: row.redrive_at ?? undefined,
  child: childOf(row),
});

function childOf({ map_run, map_state, map_index, map_items }: ExecutionRow): ChildOf | undefined {
  if (map_run === null || map_state === null) return undefined;
  return { mapRunArn: map_run, state: map_state, index: map_index ?? 0, items: map_items ?? 1 };
}

/** @param history text of the events of an execution that is over, when no other row has them */
export const valuesOf = (record: ExecutionRecord, history: string | null): SQLInputValue[] => [
  record.id,
  record.arn,
  record.name,
  record.machineArn,
  record.machineName,
  record.type,
  record.revision,
  record.versionArn ?? null,
  record.aliasArn ?? null,
  record.traceHeader ?? null,
  record.startAt,
  record.input,
  record.status,
  record.stopAt ?? null,
  record.output ?? null,
  record.error ?? null,
  record.cause ?? null,
  record.redriveCount,
  record.redriveAt ?? null,
  record.child?.mapRunArn ?? null,
  record.child?.state ?? null,
  record.child?.index ?? null,
  record.child?.items ?? null,
  history,
];
