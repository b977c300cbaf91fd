import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import { type Mockable, mocked } from '../engine/rehearsal.ts';
import type { Exit, State } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { type Integration, isUsable } from '../integrations/integration.ts';
import type { Json } from '../json.ts';
import type { DataFlow, Prepared } from './flow.ts';
import { JsonataFlow } from './jsonata-flow.ts';
import { JsonPathFlow } from './jsonpath-flow.ts';
import { Recovery } from './recovery.ts';
import { type CredentialsReader, credentialsReader } from './task-credentials.ts';
import { isTaskProgress, type TaskRequest, TaskRun } from './task-run.ts';
import { type SecondsReader, secondsReader } from './task-seconds.ts';

interface TaskParts {
  readonly integration: Integration | undefined;
  readonly timeout: SecondsReader;
  readonly heartbeat: SecondsReader;
  readonly credentials: CredentialsReader;
  readonly flow: DataFlow;
  readonly recovery: Recovery;
  readonly next: string | undefined;
}

/** https://states-language.net/spec.html#task-state */
export function parseTask(fields: StateFields): State {
  const next = fields.transition();
  fields.require('Resource');
  checkHeartbeat(fields);
  const integration = integrationOf(fields);
  if (integration) checkFields(fields, integration);
  const parts: TaskParts = {
    integration,
    timeout: secondsReader(fields, 'TimeoutSeconds'),
    heartbeat: secondsReader(fields, 'HeartbeatSeconds'),
    credentials: credentialsReader(fields),
    flow: fields.isJsonata ? new JsonataFlow(fields, 'Arguments') : new JsonPathFlow(fields, 'Parameters'),
    recovery: new Recovery(fields),
    next,
  };
  return {
    name: fields.name,
    type: 'Task',
    retriable: true,
    run: (visit) => parts.recovery.run(visit, () => attempt(visit, parts)),
    mockable: mockableOf(parts.integration),
  };
}

/** The double quotes are AWS's. */
function checkFields(fields: StateFields, integration: Integration): void {
  const name = fields.isJsonata ? 'Arguments' : 'Parameters';
  const unknown = integration.unknownField?.(fields.object[name] ?? null);
  if (unknown !== undefined) fields.invalid(`The field "${unknown}" is not supported by Step Functions`, name);
}

/** A heartbeat is due before the time is up. */
function checkHeartbeat(fields: StateFields): void {
  const [timeout, heartbeat] = [fields.value('TimeoutSeconds'), fields.value('HeartbeatSeconds')];
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout) {
    fields.invalid("The field 'HeartbeatSeconds' should be smaller than 'TimeoutSeconds'", 'HeartbeatSeconds');
  }
}

/** TestState waits neither for a worker nor for a job or a task token (API_TestState.html). */
const mockableOf = (integration: Integration | undefined): Mockable => ({
  onlyMocked: integration?.events === 'Activity' || (integration !== undefined && integration.pattern !== 'request'),
  workflows: [],
  readsItems: false,
  // What comes with a task token is anything that its holder sends.
  problem: (result, mode) =>
    integration?.pattern === 'callback' ? undefined : integration?.mockProblem?.(result, mode),
});

function attempt(visit: Visit, parts: TaskParts): MaybePromise<Exit> {
  const { integration, flow, next } = parts;
  if (!integration) throw new Error(`The Task state ${visit.state.name} has no integration`);
  const token = takeToken(visit, integration);
  const { rehearsal } = visit;
  const finish = (result: Json) => {
    visit.progress = undefined;
    visit.inspect('result', result);
    return flow.finish(visit, result, next);
  };
  return chain(flow.prepare(visit), (prepared) =>
    rehearsal?.mock
      ? finish(mocked(rehearsal.mock))
      : chain(requestOf(visit, parts, prepared), (request) => {
          return new TaskRun(visit, integration, request, token).result().then(finish);
        }),
  );
}

/** The token of a task that waits for one; it is in the Context object before the arguments are evaluated. */
function takeToken(visit: Visit, { pattern }: Integration): string | undefined {
  if (pattern !== 'callback') return undefined;
  const { progress } = visit;
  const token = isTaskProgress(progress) && progress.token ? progress.token : visit.engine.tokens.create();
  visit.taskToken = token;
  return token;
}

function requestOf(
  visit: Visit,
  parts: TaskParts,
  { input, arguments: parameters }: Prepared,
): MaybePromise<TaskRequest> {
  const scope = visit.scope(input);
  return chain(parts.timeout(scope), (timeoutSeconds) =>
    chain(parts.heartbeat(scope), (heartbeatSeconds) =>
      chain(parts.credentials(scope), (roleArn) => ({ parameters, timeoutSeconds, heartbeatSeconds, roleArn })),
    ),
  );
}

function integrationOf(fields: StateFields): Integration | undefined {
  const resource = fields.text('Resource');
  if (resource === undefined) return undefined;
  const found = fields.context.integrations.resolve(resource);
  if (!isUsable(found)) {
    fields.invalid(found.problem, 'Resource');
    return undefined;
  }
  if (fields.context.machineType === 'EXPRESS' && !found.express) fields.invalid(whyNotExpress(found), 'Resource');
  return found;
}

/** The two spaces are AWS's. */
function whyNotExpress({ events, pattern }: Integration): string {
  if (events === 'Activity') return 'Express state machine does not support Activity ARN';
  const suffix = pattern === 'callback' ? '.waitForTaskToken' : '.sync';
  return `Express state machine does not support '${suffix}' service integration `;
}
