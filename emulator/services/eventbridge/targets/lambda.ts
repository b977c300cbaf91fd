import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import type { TargetKind } from './target.ts';

/** Invokes a function asynchronously: once Lambda has queued the event, it is Lambda's to retry. */
export const lambdaTarget = (door: Door): TargetKind => ({
  title: 'Lambda function',
  owns: (service, resource) => service === 'lambda' && resource.startsWith('function:'),
  send: ({ target, event, input, principal }) =>
    door.call<InvokeCommandInput, InvokeCommandOutput>(
      {
        service: 'lambda',
        operation: 'Invoke',
        principal,
        ...(event.traceHeader ? { traceHeader: event.traceHeader } : {}),
      },
      { FunctionName: target.Arn, InvocationType: 'Event', Payload: Buffer.from(input) },
    ),
});
