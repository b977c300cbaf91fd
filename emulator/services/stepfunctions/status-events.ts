import type { Clock } from '../../runtime/clock.ts';
import type { ServiceEvent, ServiceEvents } from '../../runtime/service-events.ts';
import type { Trace } from '../../runtime/trace.ts';
import type { ExecutionObserver } from './engine/engine.ts';
import type { Execution } from './engine/execution.ts';
import { redriveState } from './engine/redrive.ts';

interface Deps {
  readonly clock: Clock;
  readonly serviceEvents: ServiceEvents;
  readonly trace: Trace;
}

/**
 * Tells the default bus and the trace of executions that start and end. Express executions send no events
 * (https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html). Events are stored together with what
 * they tell of, so that neither can be there without the other.
 */
export function statusEvents({ clock, serviceEvents, trace }: Deps): ExecutionObserver {
  let unsent: ServiceEvent[] = [];
  return {
    statusChanged({ record }) {
      const at = clock.now();
      if (record.type === 'STANDARD') {
        unsent.push({
          source: 'aws.states',
          detailType: 'Step Functions Execution Status Change',
          resources: [record.arn],
          detail: detailOf(record, at),
        });
      }
      // A Map Run may have ten thousand children: the trace follows its parent.
      if (record.child) return;
      trace.record({
        kind: 'execution',
        at,
        executionArn: record.arn,
        stateMachineName: record.machineName,
        name: record.name,
        status: record.status,
        durationMilliseconds: (record.stopAt ?? at) - record.startAt,
        error: record.error,
        cause: record.cause,
      });
    },
    eventsRecorded() {
      // Only changes of status go to the bus.
    },
    writing() {
      const events = unsent;
      unsent = [];
      for (const event of events) serviceEvents.publish(event);
    },
  };
}

/** As AWS sends it: every member is there, null when it has no value; times are milliseconds. */
function detailOf(record: Execution['record'], now: number): Record<string, unknown> {
  const redrive = redriveState(record, now);
  return {
    executionArn: record.arn,
    stateMachineArn: record.machineArn,
    name: record.name,
    status: record.status,
    startDate: record.startAt,
    stopDate: record.stopAt ?? null,
    input: record.input,
    output: record.output ?? null,
    inputDetails: { included: true },
    outputDetails: record.output === undefined ? null : { included: true },
    error: record.error ?? null,
    cause: record.cause ?? null,
    stateMachineVersionArn: record.versionArn ?? null,
    stateMachineAliasArn: record.aliasArn ?? null,
    redriveCount: record.redriveCount,
    redriveDate: record.redriveAt ?? null,
    redriveStatus: redrive.status,
    redriveStatusReason: redrive.reason ?? null,
  };
}
