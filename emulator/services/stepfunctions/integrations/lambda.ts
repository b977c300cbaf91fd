import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { dataLimitExceeded, Failure } from '../engine/failure.ts';
import { isTooLarge } from '../engine/payload.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { argumentsObject, requireArguments } from './arguments.ts';
import { type ErrorNaming, optimisedFailure } from './errors.ts';
import type { Integration, Pattern, TaskCall } from './integration.ts';
import { doorCall, type IntegrationDeps } from './optimised.ts';
import { sdkMetadata } from './sdk-metadata.ts';

const NAMING: ErrorNaming = {
  service: 'lambda',
  prefix: 'Lambda',
  generic: 'AWSLambdaException',
  serviceLabel: 'AWSLambda',
};

/**
 * `arn:aws:states:::lambda:invoke`, with the response as an object
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html).
 */
export function lambdaInvoke(deps: IntegrationDeps, pattern: Pattern): Integration {
  return {
    events: 'Task',
    pattern,
    resourceType: 'lambda',
    resource: pattern === 'callback' ? 'invoke.waitForTaskToken' : 'invoke',
    express: pattern === 'request',
    unknownField: (template) => deps.codec.unknownField('lambda', 'Invoke', template),
    mockProblem: (result, mode) => deps.codec.mockProblem('lambda', 'Invoke', result, mode),
    check: (parameters) => requireArguments(argumentsObject(parameters), ['FunctionName']),
    async call(task) {
      const { Payload, ...rest } = argumentsObject(task.parameters);
      const input = {
        ...rest,
        ...(Payload === undefined || Payload === null ? {} : { Payload: payloadText(Payload) }),
      };
      const output = await invoke(deps, task, input);
      const payload = bytesText(output.Payload);
      // A large response fails before it is parsed: the limit is on what the state would hold.
      if (isTooLarge(payload)) throw dataLimitExceeded('lambda');
      return described(deps, output, payload);
    },
  };
}

/** A function's ARN as the resource: the input is the event, the output what the function answers. */
export function lambdaFunction(deps: IntegrationDeps, functionArn: string): Integration {
  return {
    events: 'LambdaFunction',
    pattern: 'request',
    resourceType: functionArn,
    resource: functionArn,
    express: true,
    async call(task) {
      const input = { FunctionName: functionArn, Payload: task.visit.input.with(task.parameters).text };
      const output = await invoke(deps, task, input);
      return parsed(bytesText(output.Payload));
    },
  };
}

async function invoke(deps: IntegrationDeps, task: TaskCall, parameters: JsonObject): Promise<InvokeCommandOutput> {
  const call = doorCall('lambda', 'Invoke', task);
  try {
    const input = deps.codec.decode('lambda', 'Invoke', parameters) as InvokeCommandInput;
    const output = await deps.door.call<InvokeCommandInput, InvokeCommandOutput>(call, input);
    if (output.FunctionError === undefined) return output;
    throw functionFailure(bytesText(output.Payload));
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : optimisedFailure(thrown, NAMING, deps);
  }
}

/** The error that the function threw: its type is the error's name, the whole answer the cause. */
function functionFailure(payload: string): Failure {
  const answer = parsed(payload);
  const type = isObject(answer) ? answer.errorType : undefined;
  return new Failure(typeof type === 'string' && type !== '' ? type : 'Lambda.Unknown', payload);
}

function described(deps: IntegrationDeps, output: InvokeCommandOutput, payload: string): JsonObject {
  const version = output.ExecutedVersion ?? '$LATEST';
  const requestId = deps.ids.uuid();
  return {
    ExecutedVersion: version,
    ...(payload === '' ? {} : { Payload: parsed(payload) }),
    ...sdkMetadata({
      requestId,
      date: deps.clock.now(),
      contentLength: Buffer.byteLength(payload),
      contentType: 'application/json',
      connection: 'Connection',
      headers: {
        'X-Amz-Executed-Version': version,
        'x-amzn-Remapped-Content-Length': '0',
        'X-Amzn-Trace-Id': `root=1-${deps.ids.hex(8)}-${deps.ids.hex(24)};sampled=0`,
      },
    }),
    StatusCode: output.StatusCode ?? 200,
  };
}

/** A string that is JSON goes out as it is: `Payload` is the request's body. */
function payloadText(payload: Json): string {
  if (typeof payload !== 'string') return JSON.stringify(payload);
  return isJson(payload) ? payload : JSON.stringify(payload);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const bytesText = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString('utf8');

/** What a function answers is JSON; anything else stays a text. */
function parsed(payload: string): Json {
  try {
    return JSON.parse(payload) as Json;
  } catch {
    return payload;
  }
}
