import type { LogLevel } from '@aws-sdk/client-sfn';
import type { Execution } from '../engine/execution.ts';
import { detailsMember, type StoredEvent, toHistoryEvent } from '../engine/history.ts';

/** Which events a level lets through (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-log-level). */
export function isLogged(type: string, level: LogLevel): boolean {
  switch (level) {
    case 'ALL':
      return true;
    case 'ERROR':
      return /(?:Failed|Aborted|TimedOut)$/.test(type) || type === 'FailStateEntered';
    case 'FATAL':
      return /^Execution(?:Failed|Aborted|TimedOut)$/.test(type);
    default:
      return false;
  }
}

/** One event as Step Functions writes it to CloudWatch Logs: a line of JSON. */
export function logRecord(execution: Execution, id: number, event: StoredEvent, includeExecutionData: boolean): string {
  const [type, previousEventId, at] = event;
  const reported: Record<string, unknown> = { ...toHistoryEvent(id, event, includeExecutionData) };
  const details = reported[detailsMember(type)] ?? {};
  return JSON.stringify({
    id: String(id),
    type,
    details: includeExecutionData ? details : withoutDataDetails(details),
    redrive_count: String(execution.record.redriveCount),
    previous_event_id: String(previousEventId),
    event_timestamp: String(at),
    execution_arn: execution.record.arn,
  });
}

/** Without the data there is nothing to say about whether it was cut. */
function withoutDataDetails(details: object): object {
  return Object.fromEntries(
    Object.entries(details).filter(([name]) => !/^(?:input|output|assignedVariables)Details$/.test(name)),
  );
}
