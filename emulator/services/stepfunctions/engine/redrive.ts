import type { ExecutionRedriveStatus } from '@aws-sdk/client-sfn';
import { REDRIVE_WITHIN_DAYS } from '../limits.ts';
import type { ExecutionRecord } from './execution-record.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Whether an execution can be redriven, and why not (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html). */
export function redriveState(
  { status, stopAt }: Pick<ExecutionRecord, 'status' | 'stopAt'>,
  now: number,
): { readonly status: ExecutionRedriveStatus; readonly reason: string | undefined } {
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') {
    return { status: 'NOT_REDRIVABLE', reason: `Execution is ${status} and cannot be redriven` };
  }
  if (stopAt !== undefined && now - stopAt > REDRIVE_WITHIN_DAYS * DAY_MILLISECONDS) {
    return { status: 'NOT_REDRIVABLE', reason: 'Execution has exceeded the max redrivable period' };
  }
  return { status: 'REDRIVABLE', reason: undefined };
}
