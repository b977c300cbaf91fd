import { EXECUTE_API_PATH } from '../../../runtime/local-urls.ts';
import { Failure } from '../engine/failure.ts';
import { isObject, type Json, type JsonObject, objectOf, textOf } from '../json.ts';
import { argumentsObject, requireArguments, unusable } from './arguments.ts';
import { answerResult, type HttpAnswer, HttpExchangeError, isSuccess } from './http-exchange.ts';
import type { Integration, Pattern, TaskCall } from './integration.ts';
import type { IntegrationDeps } from './optimised.ts';
import { traceHeaderOf } from './trace-header.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: an API answers sooner than that. */
const TIMEOUT_MILLISECONDS = 60_000;
/** For keys that sign one request. */
const KEYS_SECONDS = 900;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'];
const AUTH_TYPES = ['NO_AUTH', 'IAM_ROLE', 'RESOURCE_POLICY'];

/** `a1b2c3.execute-api.us-east-1.amazonaws.com` */
const API_HOST = /^(?<apiId>[a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com$/;

/** Headers that a definition may not set. */
const RESERVED_HEADER =
  /^(authorization|connection|content-md5|expect|host|max-forwards|proxy-authenticate|server|te|trailer|transfer-encoding|upgrade|via|www-authenticate|x-(forwarded|amz|amzn)-?.*)$/i;

/**
 * `arn:aws:states:::apigateway:invoke`: a request to a REST or HTTP API of this account
 * (https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html).
 */
export function apiGatewayInvoke(deps: IntegrationDeps, pattern: Pattern): Integration {
  return {
    events: 'Task',
    pattern,
    resourceType: 'apigateway',
    resource: pattern === 'callback' ? 'invoke.waitForTaskToken' : 'invoke',
    express: pattern === 'request',
    check: checkArguments,
    async call(task) {
      const answer = await send(deps, task);
      if (isSuccess(answer)) return answerResult(answer);
      throw new Failure(`ApiGateway.${answer.status}`, answer.text);
    },
  };
}

function checkArguments(parameters: Json): void {
  const given = argumentsObject(parameters);
  requireArguments(given, ['ApiEndpoint', 'Method']);
  const problems = [
    ...oneOf(given, 'Method', METHODS),
    ...oneOf(given, 'AuthType', AUTH_TYPES),
    ...(API_HOST.test(String(given.ApiEndpoint))
      ? []
      : [`The value for the field 'ApiEndpoint' must be <api-id>.execute-api.<region>.amazonaws.com`]),
    ...Object.keys(objectOf(given.Headers))
      .filter((name) => RESERVED_HEADER.test(name))
      .map((name) => `The header '${name}' is reserved`),
  ];
  if (problems.length > 0) throw unusable(parameters, problems.join(', '));
}

const oneOf = (given: JsonObject, field: string, allowed: readonly string[]): string[] =>
  given[field] === undefined || allowed.includes(String(given[field]))
    ? []
    : [`The value for the field '${field}' must be one of ${allowed.join(', ')}`];

async function send(deps: IntegrationDeps, task: TaskCall): Promise<HttpAnswer> {
  const given = argumentsObject(task.parameters);
  const body = bodyOf(given);
  try {
    return await deps.http({
      url: urlOf(deps.endpoint(), given),
      method: String(given.Method),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headersOf(objectOf(given.Headers)),
        'user-agent': `Amazon|StepFunctions|${deps.account.region}|${deps.account.id}`,
        'x-amzn-trace-id': traceHeaderOf(task.visit.execution.record),
        ...(given.AuthType === 'IAM_ROLE' ? signature(deps, task) : {}),
      },
      body,
      signal: task.signal,
      timeoutMilliseconds: TIMEOUT_MILLISECONDS,
    });
  } catch (thrown) {
    if (!(thrown instanceof HttpExchangeError)) throw thrown;
    throw new Failure('ApiGateway.SdkClientException', thrown.message);
  }
}

/** Where the emulator serves the API: `http://127.0.0.1:4566/execute-api/{apiId}/{stage}/{path}`. */
function urlOf(endpoint: string, { ApiEndpoint, Stage, Path, QueryParameters }: JsonObject): URL {
  const { apiId = '' } = API_HOST.exec(String(ApiEndpoint))?.groups ?? {};
  const segments = [Stage, Path].filter((part) => typeof part === 'string' && part !== '').map(String);
  const path = segments.map((part) => `/${part.replace(/^\//, '')}`).join('');
  const url = new URL(`${endpoint}${EXECUTE_API_PATH}${apiId}${path}`);
  for (const [name, values] of Object.entries(objectOf(QueryParameters))) {
    for (const value of listOf(values)) url.searchParams.append(name, value);
  }
  return url;
}

function bodyOf({ RequestBody, AllowNullValues }: JsonObject): string | undefined {
  if (RequestBody === undefined || RequestBody === null) return undefined;
  if (typeof RequestBody === 'string') return RequestBody;
  return JSON.stringify(AllowNullValues === true ? RequestBody : withoutNulls(RequestBody));
}

function withoutNulls(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNulls(member)]));
}

const headersOf = (given: JsonObject): Record<string, string[]> =>
  Object.fromEntries(Object.entries(given).map(([name, values]) => [name.toLowerCase(), listOf(values)]));

const listOf = (value: Json): string[] => (Array.isArray(value) ? value : [value]).map(textOf);

/** Names the role by keys of its own; the endpoint reads the key and does not compute the rest. */
function signature({ identities, clock, account, ids }: IntegrationDeps, { principal }: TaskCall) {
  const { accessKeyId, sessionToken } = identities.issueCredentials(principal, KEYS_SECONDS);
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
  const credential = `${accessKeyId}/${day}/${account.region}/execute-api/aws4_request`;
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${ids.hex(64)}`,
    'x-amz-security-token': sessionToken,
  };
}
