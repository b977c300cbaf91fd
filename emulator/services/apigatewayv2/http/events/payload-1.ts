import type { Account } from '../../../../runtime/account.ts';
import { authorizerContextV1 } from '../authorizers/authorized.ts';
import type { Exchange } from '../exchange.ts';
import type { HttpRequest, RequestView } from '../request.ts';
import { requestTime } from './request-time.ts';

/**
 * The event of payload format 1.0, as REST APIs send it too, with lists of what may come more than once
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format).
 */
export async function payload1(exchange: Exchange, view: RequestView, account: Account): Promise<object> {
  const { request, planned } = exchange;
  const { body, isBase64Encoded } = await request.body.forEvent();
  const routeKey = planned?.route.RouteKey ?? '';
  return {
    version: '1.0',
    resource: routeKey.replace(/^\S+ /, ''),
    path: view.rawPath,
    httpMethod: request.method,
    ...headersAndQuery(request, view),
    requestContext: { ...contextV1(exchange, view, account), ...authorizerContextV1(exchange.authorized) },
    ...parametersV1(exchange),
    body: body ?? null,
    isBase64Encoded,
  };
}

/** Each once, and with all values. */
export function headersAndQuery(request: HttpRequest, view: RequestView): object {
  const multiValueHeaders = sentHeaders(request, view);
  return {
    headers: lastOf(multiValueHeaders),
    multiValueHeaders,
    queryStringParameters: view.query.size > 0 ? lastOf(Object.fromEntries(view.query)) : null,
    multiValueQueryStringParameters: view.query.size > 0 ? Object.fromEntries(view.query) : null,
  };
}

export function contextV1({ request, planned }: Exchange, view: RequestView, account: Account): object {
  const { deployed, requestId, method, domainName, protocol, at } = request;
  const routeKey = planned?.route.RouteKey ?? '';
  return {
    accountId: account.id,
    apiId: deployed.api.ApiId,
    domainName,
    domainPrefix: deployed.api.ApiId,
    extendedRequestId: requestId,
    httpMethod: method,
    identity: identityV1(request),
    path: view.rawPath,
    protocol,
    requestId,
    requestTime: requestTime(at),
    requestTimeEpoch: at,
    resourceId: routeKey,
    resourcePath: routeKey.replace(/^\S+ /, ''),
    stage: deployed.stage.StageName,
  };
}

const identityV1 = ({ sourceIp, userAgent }: HttpRequest) => ({
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp,
  user: null,
  userAgent,
  userArn: null,
});

export function parametersV1({ pathParameters, request }: Exchange): object {
  const { StageVariables } = request.deployed.stage;
  return {
    pathParameters: Object.keys(pathParameters).length > 0 ? pathParameters : null,
    stageVariables: StageVariables && Object.keys(StageVariables).length > 0 ? StageVariables : null,
  };
}

/** Headers as they were spelled, and those that API Gateway or a mapping adds. */
function sentHeaders({ rawHeaders, cookies }: HttpRequest, { headers }: RequestView): Record<string, string[]> {
  const spelled = new Map<string, string>();
  const values = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? '';
    const lower = name.toLowerCase();
    spelled.set(lower, spelled.get(lower) ?? name);
    values.set(lower, [...(values.get(lower) ?? []), rawHeaders[index + 1] ?? '']);
  }
  const sent = Object.entries(headers).map(([lower, value]): [string, string[]] => {
    const own = values.get(lower);
    return [spelled.get(lower) ?? lower, own?.join(',') === value ? own : [value]];
  });
  if (cookies.length > 0) sent.push([spelled.get('cookie') ?? 'cookie', [cookies.join('; ')]]);
  return Object.fromEntries(sent);
}

const lastOf = (lists: Readonly<Record<string, readonly string[]>>): Record<string, string> =>
  Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1) ?? '']));
