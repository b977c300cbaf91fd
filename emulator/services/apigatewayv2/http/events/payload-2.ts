import type { Account } from '../../../../runtime/account.ts';
import { authorizerContext } from '../authorizers/authorized.ts';
import type { Exchange } from '../exchange.ts';
import type { RequestView } from '../request.ts';
import { requestTime } from './request-time.ts';

/**
 * The event of payload format 2.0
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.proxy-format).
 *
 * @param view the request, or what a parameter mapping has made of it
 */
export async function payload2(exchange: Exchange, view: RequestView, account: Account): Promise<object> {
  const { body, isBase64Encoded } = await exchange.request.body.forEvent();
  return {
    version: '2.0',
    routeKey: exchange.planned?.route.RouteKey,
    rawPath: view.rawPath,
    rawQueryString: view.rawQuery,
    ...described(exchange, view),
    requestContext: {
      accountId: account.id,
      apiId: exchange.request.deployed.api.ApiId,
      ...authorizerContext(exchange.authorized, account.id),
      ...circumstances(exchange, view),
    },
    ...parameters(exchange),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}

/** Cookies, headers and query; what there is none of has no member. */
export function described({ request }: Exchange, view: RequestView): object {
  return {
    ...(request.cookies.length > 0 ? { cookies: request.cookies } : {}),
    headers: view.headers,
    ...(view.query.size > 0 ? { queryStringParameters: joined(view.query) } : {}),
  };
}

/** What of `requestContext` functions and authorizers are told alike. */
export function circumstances({ request, planned }: Exchange, view: RequestView): object {
  const { deployed, method, protocol, sourceIp, userAgent, domainName, requestId, at } = request;
  return {
    domainName,
    domainPrefix: deployed.api.ApiId,
    http: { method, path: view.rawPath, protocol, sourceIp, userAgent },
    requestId,
    routeKey: planned?.route.RouteKey,
    stage: deployed.stage.StageName,
    time: requestTime(at),
    timeEpoch: at,
  };
}

export function parameters({ pathParameters, request }: Exchange): object {
  const { StageVariables } = request.deployed.stage;
  return {
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    ...(StageVariables && Object.keys(StageVariables).length > 0 ? { stageVariables: StageVariables } : {}),
  };
}

export const joined = (query: ReadonlyMap<string, readonly string[]>): Record<string, string> =>
  Object.fromEntries([...query].map(([name, values]) => [name, values.join(',')]));
