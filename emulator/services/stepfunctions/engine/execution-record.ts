import type { ExecutionStatus, StateMachineType } from '@aws-sdk/client-sfn';

/** What is kept of an execution beside its history. Times are epoch milliseconds. */
export interface ExecutionRecord {
  /** Row number: also the order in which executions started. */
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly type: StateMachineType;
  /** The definition, role and configuration it runs with. */
  readonly revision: number;
  readonly versionArn: string | undefined;
  readonly aliasArn: string | undefined;
  readonly traceHeader: string | undefined;
  readonly startAt: number;
  readonly input: string;
  /** Set for a child execution of a Map Run. */
  readonly child: ChildOf | undefined;
  status: ExecutionStatus;
  stopAt: number | undefined;
  output: string | undefined;
  error: string | undefined;
  cause: string | undefined;
  redriveCount: number;
  redriveAt: number | undefined;
}

/** Where a child execution belongs. */
export interface ChildOf {
  readonly mapRunArn: string;
  /** Name of the Map state whose item processor it runs. */
  readonly state: string;
  readonly index: number;
  /** How many items are in its input. */
  readonly items: number;
}

/** Whether nothing further will happen to the execution by itself. */
export const isClosed = (status: ExecutionStatus): boolean => status !== 'RUNNING' && status !== 'PENDING_REDRIVE';
