import { createHash } from 'node:crypto';
import type { ExecutionRecord } from '../engine/execution-record.ts';

/**
 * The trace that all calls of one execution belong to: its starter's, or one of its own, which is the same for every
 * call and after every restart because it is made of the execution's ARN and time
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
 */
export function traceHeaderOf({
  traceHeader,
  arn,
  startAt,
}: Pick<ExecutionRecord, 'traceHeader' | 'arn' | 'startAt'>): string {
  if (traceHeader !== undefined) return traceHeader;
  const digits = createHash('sha256').update(arn).digest('hex');
  const seconds = Math.floor(startAt / 1_000)
    .toString(16)
    .padStart(8, '0');
  return `Root=1-${seconds}-${digits.slice(0, 24)};Parent=${digits.slice(24, 40)}`;
}
