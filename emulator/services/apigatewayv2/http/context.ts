import type { Account } from '../../../runtime/account.ts';
import { requestTime } from './events/request-time.ts';
import type { Exchange } from './exchange.ts';

/** What is known once a request is answered. */
export interface Answered {
  readonly status: number;
  /** Bytes; undefined when the body was passed on as it came. */
  readonly responseLength: number | undefined;
  readonly latencyMilliseconds: number;
}

type Read = (exchange: Exchange, account: Account, answered: Answered | undefined) => unknown;

const VARIABLES: Readonly<Record<string, Read>> = {
  accountId: (_, { id }) => id,
  apiId: ({ request }) => request.deployed.api.ApiId,
  awsEndpointRequestId: ({ integration }) => integration.requestId,
  'authorizer.error': ({ authorizer }) => authorizer.error,
  'authorizer.latency': ({ authorizer }) => authorizer.latencyMilliseconds,
  'authorizer.principalId': ({ authorized }) => (authorized?.kind === 'lambda' ? authorized.principalId : undefined),
  'authorizer.status': ({ authorizer }) => authorizer.status,
  dataProcessed: (_, __, answered) => answered?.responseLength,
  domainName: ({ request }) => request.domainName,
  domainPrefix: ({ request }) => request.deployed.api.ApiId,
  'error.message': ({ failure }) => failure?.message,
  'error.messageString': ({ failure }) => failure && JSON.stringify(failure.message),
  'error.responseType': ({ failure }) => failure?.type,
  extendedRequestId: ({ request }) => request.requestId,
  httpMethod: ({ request }) => request.method,
  'identity.sourceIp': ({ request }) => request.sourceIp,
  'identity.userAgent': ({ request }) => request.userAgent,
  'identity.caller': ({ authorized }) => (authorized?.kind === 'iam' ? authorized.userId : undefined),
  'identity.user': ({ authorized }) => (authorized?.kind === 'iam' ? authorized.userId : undefined),
  'identity.userArn': ({ authorized }) => (authorized?.kind === 'iam' ? authorized.userArn : undefined),
  'integration.error': ({ integration }) => integration.error,
  'integration.integrationStatus': ({ integration }) => integration.status,
  'integration.latency': ({ integration }) => integration.latencyMilliseconds,
  'integration.requestId': ({ integration }) => integration.requestId,
  'integration.status': ({ integration }) => integration.status,
  integrationErrorMessage: ({ integration }) => integration.error,
  integrationLatency: ({ integration }) => integration.latencyMilliseconds,
  integrationStatus: ({ integration }) => integration.status,
  path: ({ request }) => request.rawPath,
  protocol: ({ request }) => request.protocol,
  requestId: ({ request }) => request.requestId,
  requestTime: ({ request }) => requestTime(request.at),
  requestTimeEpoch: ({ request }) => request.at,
  responseLatency: (_, __, answered) => answered?.latencyMilliseconds,
  responseLength: (_, __, answered) => answered?.responseLength,
  routeKey: ({ planned }) => planned?.route.RouteKey,
  stage: ({ request }) => request.deployed.stage.StageName,
  status: (_, __, answered) => answered?.status,
};

/**
 * `$context.<name>`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html).
 */
export function contextValue(exchange: Exchange, account: Account, name: string, answered?: Answered): unknown {
  const read = VARIABLES[name];
  if (read) return read(exchange, account, answered);
  const { authorized } = exchange;
  const claim = /^authorizer\.claims\.(.+)$/.exec(name)?.[1];
  if (claim !== undefined) return authorized?.kind === 'jwt' ? authorized.claims[claim] : undefined;
  const member = /^authorizer\.(.+)$/.exec(name)?.[1];
  return member !== undefined && authorized?.kind === 'lambda' ? authorized.context[member] : undefined;
}
