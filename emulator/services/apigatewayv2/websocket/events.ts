import type { Account } from '../../../runtime/account.ts';
import type { Handshake } from './handshake-request.ts';
import { domainNameOf, requestContext, type SocketRequest } from './request.ts';

/**
 * The event of a Lambda proxy integration
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes-integrations.html).
 */
export function proxyEvent(request: SocketRequest, account: Account): Record<string, unknown> {
  return {
    ...headersOf(request, account),
    ...stageVariablesOf(request),
    requestContext: requestContext(request, account),
    ...(request.body === undefined ? {} : { body: request.body }),
    isBase64Encoded: false,
  };
}

/** The event of a REQUEST authorizer
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-lambda-auth.html). */
export function authorizerEvent(request: SocketRequest, handshake: Handshake, methodArn: string, account: Account) {
  return {
    type: 'REQUEST',
    methodArn,
    headers: handshake.headers,
    multiValueHeaders: handshake.multiValueHeaders,
    queryStringParameters: handshake.query,
    multiValueQueryStringParameters: handshake.multiValueQuery,
    stageVariables: request.deployed.stage.StageVariables ?? {},
    requestContext: requestContext(request, account),
  };
}

function headersOf({ handshake, eventType, peer }: SocketRequest, account: Account): Record<string, unknown> {
  if (handshake) {
    const { headers, multiValueHeaders, query, multiValueQuery } = handshake;
    const asked = Object.keys(query).length > 0;
    return {
      headers,
      multiValueHeaders,
      ...(asked ? { queryStringParameters: query, multiValueQueryStringParameters: multiValueQuery } : {}),
    };
  }
  if (eventType !== 'DISCONNECT') return {};
  const headers = { Host: domainNameOf(peer.apiId, account), 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { headers, multiValueHeaders };
}

function stageVariablesOf({ deployed }: SocketRequest): Record<string, unknown> {
  const { StageVariables: stageVariables } = deployed.stage;
  return stageVariables && Object.keys(stageVariables).length > 0 ? { stageVariables } : {};
}
