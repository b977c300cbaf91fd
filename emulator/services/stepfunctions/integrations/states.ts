import type { DescribeExecutionInput, DescribeExecutionOutput, StopExecutionInput } from '@aws-sdk/client-sfn';
import { Failure } from '../engine/failure.ts';
import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import { argumentsObject, requireArguments } from './arguments.ts';
import type { Integration, Pattern, TaskCall } from './integration.ts';
import { callOptimised, doorCall, type IntegrationDeps, type OptimisedService } from './optimised.ts';

const STATES: OptimisedService = {
  name: 'states',
  service: 'stepfunctions',
  prefix: 'StepFunctions',
  generic: 'AWSStepFunctionsException',
  serviceLabel: 'AWSStepFunctions',
  actions: {},
  textMembers: ['Input'],
  metadata: { contentType: 'application/x-amz-json-1.0', connection: 'connection' },
};

/** `startExecution.sync` answers input and output as text, `startExecution.sync:2` as JSON. */
export type ChildData = 'text' | 'json';

/**
 * `arn:aws:states:::states:startExecution`, which starts another execution and may wait for its end
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html).
 */
export function startExecution(deps: IntegrationDeps, pattern: Pattern, data: ChildData): Integration {
  const suffix = { request: '', callback: '.waitForTaskToken', sync: data === 'json' ? '.sync:2' : '.sync' };
  return {
    events: 'Task',
    pattern,
    resourceType: 'states',
    resource: `startExecution${suffix[pattern]}`,
    express: pattern === 'request',
    unknownField: (template) => deps.codec.unknownField('stepfunctions', 'StartExecution', template),
    mockProblem: (result, mode) =>
      pattern === 'sync'
        ? deps.codec.mockProblem('stepfunctions', 'DescribeExecution', withTexts(result, data), mode)
        : deps.codec.mockProblem('stepfunctions', 'StartExecution', result, mode),
    check: (parameters) => requireArguments(argumentsObject(parameters), ['StateMachineArn']),
    async call(task) {
      const output = await callOptimised(deps, STATES, 'StartExecution', {
        ...task,
        parameters: withInput(task.parameters),
      });
      return withNumericDates(output);
    },
    follow: (task, submitted) => follow(deps, task, isObject(submitted) ? String(submitted.ExecutionArn) : '', data),
  };
}

/** An execution that is given no input, or null, starts with `{}`. */
function withInput(parameters: Json): Json {
  if (!isObject(parameters) || parameters.Input !== null) return parameters;
  const { Input, ...rest } = parameters;
  return rest;
}

async function follow(deps: IntegrationDeps, task: TaskCall, executionArn: string, data: ChildData): Promise<Json> {
  const stop = () => void stopChild(deps, task, executionArn);
  task.signal.addEventListener('abort', stop, { once: true });
  try {
    await task.visit.engine.live(executionArn)?.closed();
    const child = await describe(deps, task, executionArn, data);
    if (child.Status === 'SUCCEEDED') return child;
    throw new Failure('States.TaskFailed', JSON.stringify(child));
  } finally {
    task.signal.removeEventListener('abort', stop);
  }
}

async function describe(
  deps: IntegrationDeps,
  task: TaskCall,
  executionArn: string,
  data: ChildData,
): Promise<JsonObject> {
  const output = await deps.door.call<DescribeExecutionInput, DescribeExecutionOutput>(
    doorCall('stepfunctions', 'DescribeExecution', task),
    { executionArn },
  );
  const described = withNumericDates(await deps.codec.encode('stepfunctions', 'DescribeExecution', output));
  return data === 'text' ? described : { ...described, ...parsed(described, 'Input'), ...parsed(described, 'Output') };
}

/** The reverse: what `describe` answers, in the types of the API. */
function withTexts(described: Json, data: ChildData): Json {
  if (data === 'text' || !isObject(described)) return described;
  const texts = (['Input', 'Output'] as const).flatMap((member): [string, Json][] => {
    const value = described[member];
    return value === undefined ? [] : [[member, textOf(value)]];
  });
  return { ...described, ...Object.fromEntries(texts) };
}

function parsed(described: JsonObject, member: string): JsonObject {
  const text = described[member];
  return typeof text === 'string' ? { [member]: JSON.parse(text) as Json } : {};
}

/** A parent that is stopped takes its child with it. */
async function stopChild(deps: IntegrationDeps, task: TaskCall, executionArn: string): Promise<void> {
  const { signal: _aborted, ...call } = doorCall('stepfunctions', 'StopExecution', task);
  try {
    await deps.door.call<StopExecutionInput, unknown>(call, { executionArn });
  } catch {
    // Without the permission the child runs on, as on AWS; the door has traced the refusal.
  }
}

/** This integration shows times as milliseconds since the epoch. */
function withNumericDates(output: JsonObject): JsonObject {
  const result: JsonObject = { ...output };
  for (const member of ['StartDate', 'StopDate', 'RedriveDate']) {
    const value = result[member];
    if (typeof value === 'string') result[member] = Date.parse(value);
  }
  return result;
}
