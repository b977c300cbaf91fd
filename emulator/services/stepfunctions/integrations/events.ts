import type { PutEventsCommandInput, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { Failure } from '../engine/failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { argumentsObject } from './arguments.ts';
import { type ErrorNaming, optimisedFailure } from './errors.ts';
import type { Integration, Pattern, TaskCall } from './integration.ts';
import { doorCall, type IntegrationDeps } from './optimised.ts';

const NAMING: ErrorNaming = {
  service: 'eventbridge',
  prefix: 'EventBridge',
  generic: 'AmazonEventBridgeException',
  serviceLabel: 'AmazonEventBridge',
};

/**
 * `arn:aws:states:::events:putEvents`: the execution and its state machine are added to every entry's resources, and
 * the task fails when any entry was refused (https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html).
 */
export function putEvents(deps: IntegrationDeps, pattern: Pattern): Integration {
  return {
    events: 'Task',
    pattern,
    resourceType: 'events',
    resource: pattern === 'callback' ? 'putEvents.waitForTaskToken' : 'putEvents',
    express: pattern === 'request',
    unknownField: (template) => deps.codec.unknownField('eventbridge', 'PutEvents', template),
    mockProblem: (result, mode) => deps.codec.mockProblem('eventbridge', 'PutEvents', result, mode),
    async call(task) {
      const output = await put(deps, task);
      if (output.FailedEntryCount === 0) return output;
      throw new Failure('EventBridge.FailedEntry', JSON.stringify(output));
    },
  };
}

async function put(deps: IntegrationDeps, task: TaskCall): Promise<JsonObject> {
  const { Entries, ...rest } = argumentsObject(task.parameters);
  const parameters = {
    ...rest,
    ...(Array.isArray(Entries) ? { Entries: Entries.map((entry) => withResources(entry, task)) } : {}),
  };
  try {
    const input = deps.codec.decode('eventbridge', 'PutEvents', parameters);
    const output = await deps.door.call<PutEventsCommandInput, PutEventsCommandOutput>(
      doorCall('eventbridge', 'PutEvents', task),
      input as PutEventsCommandInput,
    );
    return await deps.codec.encode('eventbridge', 'PutEvents', output);
  } catch (thrown) {
    throw optimisedFailure(thrown, NAMING, deps);
  }
}

function withResources(entry: Json, { visit }: TaskCall): Json {
  if (!isObject(entry)) return entry;
  const { record } = visit.execution;
  const own = Array.isArray(entry.Resources) ? entry.Resources : [];
  const { Detail } = entry;
  return {
    ...entry,
    Resources: [...own, record.machineArn, record.arn],
    ...(Detail === undefined ? {} : { Detail: typeof Detail === 'string' ? Detail : JSON.stringify(Detail) }),
  };
}
