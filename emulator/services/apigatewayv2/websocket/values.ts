import type { Account } from '../../../runtime/account.ts';
import { headerOf } from './handshake-request.ts';
import { requestContext, type SocketRequest } from './request.ts';

/** What is known of a request once it was handled; logs and response templates name it. */
export interface Outcome {
  readonly status?: number;
  readonly integrationStatus?: number | undefined;
  readonly integrationLatency?: number | undefined;
  readonly responseLength?: number;
  readonly errorMessage?: string;
  readonly integrationErrorMessage?: string;
}

const PATH_PARTS = /[^.[\]'"]+/g;

/** The value at `a.b[0]['c']` of a JSON value; undefined where there is none. */
export function valueAt(value: unknown, path: string): unknown {
  let here = value;
  for (const part of path.match(PATH_PARTS) ?? []) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.hasOwn(here, part) ? Reflect.get(here, part) : undefined;
  }
  return here;
}

/** What stands for a value within a text; nothing for an object, which has no single value. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The request's body as JSON; undefined when it is none. Parsed once, however many expressions ask. */
export function bodyJson(request: Pick<SocketRequest, 'body'>): unknown {
  if (!parsed.has(request)) parsed.set(request, parse(request.body));
  return parsed.get(request);
}

const parsed = new WeakMap<object, unknown>();

function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `$context.<path>` (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html). */
export function contextValue(request: SocketRequest, account: Account, path: string, outcome: Outcome = {}): unknown {
  const extra = EXTRA[path];
  return extra ? extra(outcome, account) : valueAt(requestContext(request, account), path);
}

const EXTRA: Readonly<Record<string, (outcome: Outcome, account: Account) => unknown>> = {
  accountId: (_, { id }) => id,
  status: ({ status }) => status,
  integrationStatus: ({ integrationStatus }) => integrationStatus,
  'integration.integrationStatus': ({ integrationStatus }) => integrationStatus,
  'integration.status': ({ integrationStatus }) => integrationStatus,
  integrationLatency: ({ integrationLatency }) => integrationLatency,
  'integration.latency': ({ integrationLatency }) => integrationLatency,
  integrationErrorMessage: ({ integrationErrorMessage }) => integrationErrorMessage,
  'integration.error': ({ integrationErrorMessage }) => integrationErrorMessage,
  responseLength: ({ responseLength }) => responseLength,
  'error.message': ({ errorMessage }) => errorMessage,
  'error.messageString': ({ errorMessage }) => (errorMessage === undefined ? undefined : JSON.stringify(errorMessage)),
};

/**
 * The value of a dotted name, as parameter mappings and identity sources write it
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-parameter-mapping.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html):
 * `request.body.action`, `route.request.querystring.token`, `context.connectionId`, `stageVariables.name`.
 */
export function namedValue(request: SocketRequest, account: Account, name: string): unknown {
  const [root = '', ...rest] = name.replace(/^route\./, '').split('.');
  if (root === 'context') return contextValue(request, account, rest.join('.'));
  if (root === 'stageVariables') return request.deployed.stage.StageVariables?.[rest.join('.')];
  if (root !== 'request') return undefined;
  const [part, ...path] = rest;
  const key = path.join('.');
  if (part === 'body') return key === '' ? request.body : valueAt(bodyJson(request), key);
  if (part?.startsWith('body[')) return valueAt(bodyJson(request), name.slice(name.indexOf('body[') + 4));
  if (!request.handshake) return undefined;
  if (part === 'header') return headerOf(request.handshake, key);
  if (part === 'querystring') return request.handshake.query[key];
  if (part === 'multivaluequerystring') return request.handshake.multiValueQuery[key]?.join(',');
  return undefined;
}

/** The roots that `namedValue` knows; anything else is refused when it is deployed. */
export const isKnownName = (name: string): boolean =>
  /^(?:(?:route\.)?request\.(?:body(?:$|[.[])|(?:header|querystring|multivaluequerystring)\.)|context\.|stageVariables\.)/.test(
    name,
  );
