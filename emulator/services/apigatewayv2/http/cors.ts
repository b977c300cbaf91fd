import type { Cors } from '@aws-sdk/client-apigatewayv2';
import type { HttpAnswer } from './answer.ts';
import type { HttpRequest } from './request.ts';

/**
 * CORS as API Gateway does it for HTTP APIs: preflights never reach a route, and what a function says of CORS is replaced
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).
 */
export function preflightAnswer({ deployed, method, headers }: HttpRequest): HttpAnswer | undefined {
  const { CorsConfiguration: cors } = deployed.api;
  if (!cors || method !== 'OPTIONS' || !headers.origin || !headers['access-control-request-method']) return undefined;
  const allowed = originHeaders(cors, headers.origin);
  if (!allowed) return { status: 204, headers: {}, body: undefined };
  return {
    status: 204,
    headers: {
      ...allowed,
      ...listed('access-control-allow-methods', cors.AllowMethods),
      ...listed('access-control-allow-headers', cors.AllowHeaders),
      ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
    },
    body: undefined,
  };
}

/** Puts the API's own CORS headers in the place of the integration's. */
export function withCors({ headers, ...answer }: HttpAnswer, { deployed, headers: sent }: HttpRequest): HttpAnswer {
  const { CorsConfiguration: cors } = deployed.api;
  if (!cors) return { headers, ...answer };
  const kept = Object.entries(headers).filter(([name]) => !name.startsWith('access-control-'));
  const own = sent.origin === undefined ? undefined : originHeaders(cors, sent.origin);
  return {
    ...answer,
    headers: {
      ...Object.fromEntries(kept),
      ...(own ? { ...own, ...listed('access-control-expose-headers', cors.ExposeHeaders) } : {}),
    },
  };
}

function originHeaders(
  { AllowOrigins = [], AllowCredentials }: Cors,
  origin: string,
): Record<string, string> | undefined {
  const isAllowed = AllowOrigins.some(
    (allowed) =>
      allowed === '*' || allowed === origin || (allowed.endsWith('://*') && origin.startsWith(allowed.slice(0, -1))),
  );
  if (!isAllowed) return undefined;
  return {
    'access-control-allow-origin': AllowOrigins.includes('*') ? '*' : origin,
    ...(AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
  };
}

const listed = (name: string, values: readonly string[] | undefined): Record<string, string> =>
  values && values.length > 0 ? { [name]: values.join(',') } : {};
