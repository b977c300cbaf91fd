import type { Account } from '../../../runtime/account.ts';
import { contextV1, headersAndQuery, parametersV1 } from '../../apigatewayv2/http/events/payload-1.ts';
import type { Exchange } from '../../apigatewayv2/http/exchange.ts';
import type { HttpRequest } from '../../apigatewayv2/http/request.ts';

/** What of the event comes from the method rather than from the request. */
export interface RestEventOptions {
  readonly account: Account;
  readonly resourceId: string;
  /** `requestContext.authorizer` */
  readonly authorizer: object | undefined;
  readonly apiKey: { readonly id: string; readonly value: string } | undefined;
  readonly binaryMediaTypes: readonly string[];
}

/**
 * The event of Lambda proxy integrations
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
 */
export async function restEvent(exchange: Exchange, options: RestEventOptions): Promise<object> {
  const { request } = exchange;
  const { body, isBase64Encoded } = await bodyOf(request, options.binaryMediaTypes);
  return {
    ...restDescription(exchange),
    requestContext: restContext(exchange, options),
    body,
    isBase64Encoded,
  };
}

/** Resource, path, method, headers and query, as functions and authorizers get them. */
export function restDescription(exchange: Exchange): object {
  const { request, planned } = exchange;
  return {
    resource: planned?.route.RouteKey.replace(/^\S+ /, ''),
    path: request.path,
    httpMethod: request.method,
    ...headersAndQuery(request, request),
    ...parametersV1(exchange),
  };
}

export function restContext(
  exchange: Exchange,
  {
    account,
    resourceId,
    authorizer,
    apiKey,
  }: Pick<RestEventOptions, 'account' | 'resourceId' | 'authorizer' | 'apiKey'>,
): object {
  const { identity, ...context } = { identity: {}, ...contextV1(exchange, exchange.request, account) };
  return {
    ...context,
    identity: { ...identity, ...(apiKey ? { apiKey: apiKey.value, apiKeyId: apiKey.id } : {}) },
    resourceId,
    ...(authorizer ? { authorizer } : {}),
  };
}

/** Only content types that the API names as binary are encoded; everything else is text. */
async function bodyOf({ body, headers }: HttpRequest, binaryMediaTypes: readonly string[]) {
  const bytes = await body.bytes();
  if (bytes.length === 0) return { body: null, isBase64Encoded: false };
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return isBinary(type, binaryMediaTypes)
    ? { body: bytes.toString('base64'), isBase64Encoded: true }
    : { body: bytes.toString('utf8'), isBase64Encoded: false };
}

export const isBinary = (type: string, binaryMediaTypes: readonly string[]): boolean =>
  binaryMediaTypes.some((given) => {
    const binary = given.toLowerCase();
    return binary === '*/*' || binary === type || (binary.endsWith('/*') && type.startsWith(binary.slice(0, -1)));
  });
