import type { MetadataBearer, MiddlewareStack, ResponseMetadata } from '@smithy/types';
import { causeOf, type SubsegmentFacts } from './subsegment.ts';
import { type TracePosition, writeTraceHeader } from './trace-header.ts';

/** As much of a client of the AWS SDK as tracing needs: a place among its middleware. */
export interface CallingClient<Input extends object, Output extends MetadataBearer> {
  readonly config: { readonly serviceId?: string };
  readonly middlewareStack: Pick<MiddlewareStack<Input, Output>, 'add'>;
}

/** Runs a call as a subsegment, which it is told of when the call is part of a trace. */
export type ObserveCall = <Result extends CallResult>(
  name: string,
  call: (position: TracePosition | undefined) => Promise<Result>,
  facts: { returned(result: Result): SubsegmentFacts; failed(error: unknown): SubsegmentFacts },
) => Promise<Result>;

interface CallResult {
  readonly output: MetadataBearer;
}

/** Once a call, whatever the SDK tries again: retries are counted, not shown. */
export function traceCalls<Input extends object, Output extends MetadataBearer>(
  client: CallingClient<Input, Output>,
  observe: ObserveCall,
): void {
  const service = client.config.serviceId ?? 'AWS';
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const operation = commandName.replace(/Command$/, '');
        return observe(service, (position) => next(position ? underTrace(call, position) : call), {
          returned: ({ output }) => factsOf(operation, output.$metadata),
          failed: (error) => failureOf(operation, error),
        });
      },
    { step: 'build', name: 'traceCalls' },
  );
}

/** The SDK sends the header of the whole invocation, unless there is one. */
function underTrace<Call extends { readonly request: unknown }>(call: Call, position: TracePosition): Call {
  const { request } = call;
  if (hasHeaders(request)) request.headers['X-Amzn-Trace-Id'] = writeTraceHeader(position);
  return call;
}

function hasHeaders(request: unknown): request is { headers: Record<string, string> } {
  return typeof request === 'object' && request !== null && 'headers' in request;
}

function factsOf(operation: string, { httpStatusCode, requestId, attempts = 1 }: ResponseMetadata): SubsegmentFacts {
  return {
    namespace: 'aws',
    aws: { operation, request_id: requestId, retries: attempts - 1 },
    http: { response: { status: httpStatusCode } },
  };
}

const TOO_MANY_REQUESTS = 429;

function failureOf(operation: string, error: unknown): SubsegmentFacts {
  const metadata = metadataOf(error);
  const { httpStatusCode: status = 0 } = metadata;
  const blame =
    status >= 400 && status < 500 ? { error: true, throttle: status === TOO_MANY_REQUESTS } : { fault: true };
  return { ...factsOf(operation, metadata), ...blame, cause: causeOf(error) };
}

function metadataOf(error: unknown): ResponseMetadata {
  const found = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  return typeof found === 'object' && found !== null ? found : {};
}
