import { AwsError } from '../../../door/errors.ts';
import type { ConnectionCredentialsInput } from '../../eventbridge/operations/connection-credentials.ts';
import { Failure } from '../engine/failure.ts';
import { isObject, type Json, type JsonObject, objectOf, textOf } from '../json.ts';
import { argumentsObject, requireArguments, unusable } from './arguments.ts';
import { ARRAY_FORMATS, type ArrayFormat, urlEncoded } from './http-encoding.ts';
import { answerResult, HttpExchangeError, type HttpRequest, isSuccess } from './http-exchange.ts';
import type { Integration, TaskCall } from './integration.ts';
import { doorCall, type IntegrationDeps } from './optimised.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html: quotas and fields of an HTTP task. */
const TIMEOUT_MILLISECONDS = 60_000;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
/** Answers that mean that a token is no longer good. */
const UNAUTHORIZED: readonly number[] = [401, 407];

/** What the connection adds to a request. */
interface ConnectionParts {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, string>>;
}

/**
 * `arn:aws:states:::http:invoke`: a request to any HTTP API, authorized by an EventBridge connection. Hosts other than
 * this machine only where the network is allowed.
 */
export const httpInvoke = (deps: IntegrationDeps): Integration => ({
  events: 'Task',
  pattern: 'request',
  resourceType: 'http',
  resource: 'invoke',
  express: true,
  check: checkArguments,
  async call(task) {
    const given = argumentsObject(task.parameters);
    const parts = await authorized(deps, task, given);
    const answer = await exchange(deps, requestOf(given, parts, task.signal));
    if (UNAUTHORIZED.includes(answer.status)) await connectionParts(deps, task, given, true).catch(() => {});
    if (isSuccess(answer)) return answerResult(answer);
    throw new Failure(`States.Http.StatusCode.${answer.status}`, answer.text);
  },
});

function checkArguments(parameters: Json): void {
  const given = argumentsObject(parameters);
  requireArguments(given, ['ApiEndpoint', 'Method']);
  const problems = [
    ...(connectionOf(given) === undefined ? [`The field 'Authentication' is required but was missing`] : []),
    ...(METHODS.includes(String(given.Method)) ? [] : [`The value for the field 'Method' must be one of ${METHODS}`]),
    ...(URL.canParse(String(given.ApiEndpoint)) ? [] : [`The value for the field 'ApiEndpoint' must be a URL`]),
  ];
  if (problems.length > 0) throw unusable(parameters, problems.join(', '));
}

/** `Authentication`, or `InvocationConfig` as it is called where the connection is private. */
function connectionOf({ Authentication, InvocationConfig }: JsonObject): string | undefined {
  const { ConnectionArn } = objectOf(Authentication ?? InvocationConfig);
  return typeof ConnectionArn === 'string' ? ConnectionArn : undefined;
}

/** What the connection adds, once the role may use it for that endpoint. @throws Failure */
async function authorized(deps: IntegrationDeps, task: TaskCall, given: JsonObject): Promise<ConnectionParts> {
  const { machineArn } = task.visit.execution.record;
  const call = doorCall('stepfunctions', 'InvokeHTTPEndpoint', task);
  try {
    deps.door.permit(
      { requestId: deps.ids.uuid(), ...call },
      {
        action: 'states:InvokeHTTPEndpoint',
        resource: machineArn,
        conditions: {
          'states:HTTPMethod': [String(given.Method)],
          'states:HTTPEndpoint': [String(given.ApiEndpoint)],
        },
      },
    );
    return await connectionParts(deps, task, given);
  } catch (thrown) {
    if (!(thrown instanceof AwsError)) throw thrown;
    throw new Failure(`Events.${thrown.code}`, thrown.message);
  }
}

const connectionParts = (
  { door }: IntegrationDeps,
  task: TaskCall,
  given: JsonObject,
  renew = false,
): Promise<ConnectionParts> =>
  door.call<ConnectionCredentialsInput, ConnectionParts>(
    doorCall('eventbridge', 'RetrieveConnectionCredentials', task),
    { connectionArn: connectionOf(given) ?? '', renew },
  );

async function exchange({ http }: IntegrationDeps, request: HttpRequest) {
  try {
    return await http(request);
  } catch (thrown) {
    if (!(thrown instanceof HttpExchangeError)) throw thrown;
    throw new Failure('States.Http.Socket', thrown.message);
  }
}

/** What the connection says wins over the definition. */
function requestOf(given: JsonObject, parts: ConnectionParts, signal: AbortSignal): HttpRequest {
  const { body, type } = bodyOf(given, parts.body);
  const url = new URL(String(given.ApiEndpoint));
  for (const [name, value] of Object.entries({ ...objectOf(given.QueryParameters), ...parts.query })) {
    url.searchParams.delete(name);
    for (const item of Array.isArray(value) ? value : [value]) url.searchParams.append(name, textOf(item));
  }
  const headers = {
    range: 'bytes=0-262144',
    'user-agent': 'Amazon|StepFunctions|HttpInvoke',
    ...(type === undefined ? {} : { 'content-type': type }),
    ...lowerCased(objectOf(given.Headers)),
    ...lowerCased(parts.headers),
  };
  return { url, method: String(given.Method), headers, body, signal, timeoutMilliseconds: TIMEOUT_MILLISECONDS };
}

const lowerCased = (headers: JsonObject): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), textOf(value)]));

function bodyOf(
  { RequestBody, Transform }: JsonObject,
  added: ConnectionParts['body'],
): { body: string | undefined; type: string | undefined } {
  const both = isObject(RequestBody ?? {}) ? { ...objectOf(RequestBody), ...added } : RequestBody;
  if (both === undefined || (isObject(both) && RequestBody === undefined && Object.keys(both).length === 0)) {
    return { body: undefined, type: undefined };
  }
  const { RequestBodyEncoding, RequestEncodingOptions } = objectOf(Transform);
  if (RequestBodyEncoding === 'URL_ENCODED' && isObject(both)) {
    const format = arrayFormat(objectOf(RequestEncodingOptions).ArrayFormat);
    return { body: urlEncoded(both, format), type: 'application/x-www-form-urlencoded' };
  }
  return { body: textOf(both), type: 'application/json' };
}

const arrayFormat = (value: Json | undefined): ArrayFormat =>
  ARRAY_FORMATS.find((format) => format === value) ?? 'INDICES';
