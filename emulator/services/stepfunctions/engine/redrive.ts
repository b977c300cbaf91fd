import type { ExecutionRedriveStatus } from '@aws-sdk/client-sfn';
import { REDRIVE_WITHIN_DAYS } from '../limits.ts';
import type { ExecutionRecord } from './execution-record.ts';

const DAY_MILLISECONDS = 86_400_000;

/** Executions that ended before that can no longer be redriven. */
export const redrivableSince = (now: number): number => now - REDRIVE_WITHIN_DAYS * DAY_MILLISECONDS;

/**
 * Whether an execution can be redriven, and why not (https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html).
 * Children of a Map Run are redriven with it; Express ones are started anew then, which counts for no redrive of theirs.
 */
export function redriveState(
  { status, stopAt, child, type }: Pick<ExecutionRecord, 'status' | 'stopAt' | 'child' | 'type'>,
  now: number,
): { readonly status: ExecutionRedriveStatus; readonly reason: string | undefined } {
  if (status === 'RUNNING' || status === 'SUCCEEDED' || status === 'PENDING_REDRIVE') {
    return { status: 'NOT_REDRIVABLE', reason: `Execution is ${status} and cannot be redriven` };
  }
  if (stopAt !== undefined && stopAt < redrivableSince(now)) {
    return { status: 'NOT_REDRIVABLE', reason: 'Execution has exceeded the max redrivable period' };
  }
  if (!child) return { status: 'REDRIVABLE', reason: undefined };
  return { status: type === 'STANDARD' ? 'REDRIVABLE_BY_MAP_RUN' : 'NOT_REDRIVABLE', reason: undefined };
}
