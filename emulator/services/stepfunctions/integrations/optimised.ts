import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { isObject, type Json, type JsonObject, textOf } from '../json.ts';
import { argumentsObject } from './arguments.ts';
import { type ErrorNaming, optimisedFailure } from './errors.ts';
import type { HttpExchange } from './http-exchange.ts';
import type { Integration, Pattern, SdkCodec, TaskCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { traceHeaderOf } from './trace-header.ts';

export interface IntegrationDeps {
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly codec: SdkCodec;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the emulator itself listens. */
  readonly endpoint: () => string;
  readonly http: HttpExchange;
}

/** A service with an optimised integration (https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html). */
export interface OptimisedService extends ErrorNaming {
  /** As the resource ARN names it: `arn:aws:states:::<name>:…`. */
  readonly name: string;
  /** Actions by their name in the ARN, with the operation behind each and its patterns. */
  readonly actions: Readonly<Record<string, { readonly operation: string; readonly patterns: readonly Pattern[] }>>;
  /** Members that hold JSON as text and that a definition may give as JSON, for example a message's body. */
  readonly textMembers?: readonly string[];
  /** How the response's metadata look; undefined where the output does not show any. */
  readonly metadata?: { readonly contentType: string; readonly connection: 'Connection' | 'connection' } & {
    readonly headers?: (ids: Ids) => Readonly<Record<string, string>>;
  };
}

/** An action of a service whose optimised integration is its API, with JSON for text. */
export function optimised(
  deps: IntegrationDeps,
  service: OptimisedService,
  action: string,
  pattern: Pattern,
): Integration {
  const operation = service.actions[action]?.operation ?? action;
  return {
    events: 'Task',
    pattern,
    resourceType: service.name,
    resource: pattern === 'callback' ? `${action}.waitForTaskToken` : action,
    express: pattern === 'request',
    call: (task) => callOptimised(deps, service, operation, task),
    unknownField: (template) => deps.codec.unknownField(service.service, operation, template),
    mockProblem: (result, mode) => deps.codec.mockProblem(service.service, operation, result, mode),
  };
}

/** Makes the call and answers its output with the metadata. @throws Failure */
export async function callOptimised(
  deps: IntegrationDeps,
  service: OptimisedService,
  operation: string,
  task: TaskCall,
): Promise<JsonObject> {
  const parameters = withTexts(argumentsObject(task.parameters), service.textMembers ?? []);
  try {
    const input = deps.codec.decode(service.service, operation, parameters);
    const output = await deps.door.call(doorCall(service.service, operation, task), input);
    return {
      ...(await deps.codec.encode(service.service, operation, output)),
      ...metadataOf(deps, service, operation, output),
    };
  } catch (thrown) {
    throw optimisedFailure(thrown, service, deps);
  }
}

/** A call through the door with the task's permissions, trace and signal. */
export const doorCall = (service: string, operation: string, { visit, principal, signal }: TaskCall) => ({
  service,
  operation,
  principal,
  signal,
  traceHeader: traceHeaderOf(visit.execution.record),
});

function metadataOf(deps: IntegrationDeps, service: OptimisedService, operation: string, output: unknown): JsonObject {
  if (!service.metadata) return {};
  const { contentType, connection, headers } = service.metadata;
  return sdkMetadata({
    requestId: deps.ids.uuid(),
    date: deps.clock.now(),
    contentLength: deps.codec.responseLength(service.service, operation, output),
    contentType,
    connection,
    ...(headers ? { headers: headers(deps.ids) } : {}),
  });
}

/** JSON where the API wants text becomes its text, also in the entries of a batch. */
function withTexts(parameters: JsonObject, members: readonly string[]): JsonObject {
  if (members.length === 0) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      members.includes(name) ? textOf(value) : inEntries(value, members),
    ]),
  );
}

function inEntries(value: Json, members: readonly string[]): Json {
  return Array.isArray(value) ? value.map((item) => (isObject(item) ? withTexts(item, members) : item)) : value;
}
