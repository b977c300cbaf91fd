import type { Account } from '../../../runtime/account.ts';
import { requestTime } from '../http/events/request-time.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import type { Ending } from './connection.ts';
import type { Handshake } from './handshake-request.ts';
import type { Peer } from './peer.ts';

export type EventType = 'CONNECT' | 'MESSAGE' | 'DISCONNECT';

/** One request to a route: a handshake, a message or the end of a connection. */
export interface SocketRequest {
  readonly deployed: DeployedStage;
  readonly peer: Peer;
  readonly eventType: EventType;
  readonly routeKey: string;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly messageId?: string;
  /** The message; text alone is accepted. */
  readonly body?: string;
  readonly handshake?: Handshake;
  readonly ending?: Ending;
}

/** The API's name on AWS; Lambdas reach `https://{domainName}/{stage}/@connections/…` by it here as well. */
export const domainNameOf = (apiId: string, { region, urlSuffix }: Account) =>
  `${apiId}.execute-api.${region}.${urlSuffix}`;

/** `requestContext` of the events that functions get
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html). */
export function requestContext(request: SocketRequest, account: Account): Record<string, unknown> {
  const { peer, ending } = request;
  return {
    routeKey: request.routeKey,
    ...(peer.authorizer ? { authorizer: peer.authorizer } : {}),
    ...(request.messageId ? { messageId: request.messageId } : {}),
    ...(ending ? { disconnectStatusCode: ending.code } : {}),
    eventType: request.eventType,
    extendedRequestId: request.requestId,
    requestTime: requestTime(request.at),
    messageDirection: 'IN',
    ...(ending ? { disconnectReason: ending.reason } : {}),
    stage: peer.stageName,
    connectedAt: peer.connectedAt,
    requestTimeEpoch: request.at,
    identity: { ...(peer.userAgent ? { userAgent: peer.userAgent } : {}), sourceIp: peer.sourceIp },
    requestId: request.requestId,
    domainName: domainNameOf(peer.apiId, account),
    connectionId: peer.connectionId,
    apiId: peer.apiId,
  };
}
