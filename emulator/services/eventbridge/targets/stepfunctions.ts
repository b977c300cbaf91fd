import type { StartExecutionCommandInput, StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Door } from '../../../door/door.ts';
import type { TargetKind } from './target.ts';

/** Starts an execution; its name is made of the event's id, so that a repeated delivery starts it once. */
export const stepFunctionsTarget = (door: Door): TargetKind => ({
  title: 'Step Functions state machine',
  owns: (service, resource) => service === 'states' && resource.startsWith('stateMachine:'),
  needsRole: true,
  send: ({ target, event, input, deliveryId, principal }) =>
    door.call<StartExecutionCommandInput, StartExecutionCommandOutput>(
      { service: 'stepfunctions', operation: 'StartExecution', principal, ...trace(event.traceHeader) },
      {
        stateMachineArn: target.Arn,
        name: `${event.id}_${deliveryId}`.slice(0, 80),
        input,
        ...(event.traceHeader ? { traceHeader: event.traceHeader } : {}),
      },
    ),
});

const trace = (traceHeader: string | undefined) => (traceHeader ? { traceHeader } : {});
