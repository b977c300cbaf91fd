import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { constraintBroken } from '../errors.ts';
import type { AsyncEvents } from '../invocation/async-events.ts';
import type { Invoker } from '../invocation/invoker.ts';
import { readClientContext, readPayload } from '../invocation/payload.ts';
import { findTarget } from '../invocation/target.ts';
import { LOG_TAIL_BYTES } from '../limits.ts';
import { type AccessDeps, functionAccess } from './access.ts';

interface Deps extends AccessDeps {
  readonly ids: Ids;
  readonly invoker: Invoker;
  readonly asyncEvents: AsyncEvents;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = (deps: Deps) =>
  operation<InvocationRequest, InvocationResponse>({
    name: 'Invoke',
    access: functionAccess('InvokeFunction', deps),
    async run(input, { requestId, traceHeader, signal }) {
      const invocationType = input.InvocationType ?? 'RequestResponse';
      const target = findTarget(input.FunctionName, input.Qualifier, deps);
      const payload = readPayload(input.Payload, invocationType);
      const clientContext = readClientContext(input.ClientContext);
      if (invocationType === 'DryRun') return { StatusCode: 204 };
      if (invocationType === 'Event') {
        deps.asyncEvents.accept({ target, payload, requestId, traceHeader, clientContext });
        return { StatusCode: 202 };
      }
      if (invocationType !== 'RequestResponse') throw unknownType(invocationType);
      const tail = input.LogType === 'Tail';
      const { version, invokedArn } = target;
      const result = await deps.invoker.invoke({
        version,
        invokedArn,
        payload,
        requestId,
        traceHeader,
        clientContext,
        signal,
        tail,
      });
      return {
        StatusCode: 200,
        ExecutedVersion: version.version,
        Payload: result.payload,
        ...(result.error ? { FunctionError: 'Unhandled' } : {}),
        ...(tail ? { LogResult: Buffer.from(result.log).subarray(-LOG_TAIL_BYTES).toString('base64') } : {}),
      };
    },
  });

const unknownType = (value: string) =>
  constraintBroken(value, 'invocationType', 'Member must satisfy enum value set: [Event, RequestResponse, DryRun]');
