import type { MetricSink } from '../../runtime/metrics.ts';
import type { ExecutionObserver } from './engine/engine.ts';

const ENDED: Readonly<Record<string, string>> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/**
 * Tells CloudWatch of executions that start and end
 * (https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html#cloudwatch-step-functions-execution-metrics).
 */
export function executionMetrics(metrics: MetricSink): ExecutionObserver {
  const dimensionsOf = new Map<string, Readonly<Record<string, string>>>();
  return {
    statusChanged({ record }) {
      const { machineArn: StateMachineArn } = record;
      const dimensions = dimensionsOf.get(StateMachineArn) ?? { StateMachineArn };
      dimensionsOf.set(StateMachineArn, dimensions);
      const put = (name: string, value: number, unit: string) =>
        metrics.put('AWS/States', name, dimensions, value, unit);
      if (record.status === 'RUNNING') put('ExecutionsStarted', 1, 'Count');
      const ended = ENDED[record.status];
      if (ended === undefined || record.stopAt === undefined) return;
      put(ended, 1, 'Count');
      put('ExecutionTime', record.stopAt - record.startAt, 'Milliseconds');
    },
    eventsRecorded() {
      // Only changes of status are counted.
    },
  };
}
