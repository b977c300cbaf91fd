import type { IncomingMessage } from 'node:http';
import type { DeployedStage } from '../model/api-plan.ts';
import { authorize } from './authorize.ts';
import { forbidden, GatewayFailure, tooManyRequests } from './failure.ts';
import { gatewayId } from './gateway-id.ts';
import { type Handshake, isHandshake, readHandshake } from './handshake-request.ts';
import type { Peer } from './peer.ts';
import type { WebSocketPorts } from './ports.ts';
import { domainNameOf, type SocketRequest } from './request.ts';
import { failureOf, type RouteRunner } from './route-runner.ts';
import type { Throttle } from './throttle.ts';

/** A client that may connect, and what its handshake is answered with. */
export interface Accepted {
  readonly kind: 'accepted';
  readonly request: SocketRequest;
  /** The subprotocol that `$connect` chose. */
  readonly protocol?: string | undefined;
}

export interface Refused {
  readonly kind: 'refused';
  readonly status: number;
  readonly message: string;
  readonly peer: Peer;
  readonly requestId: string;
  readonly reason: string;
}

/** `/execute-api/{apiId}/{stage}`, with nothing behind the stage. */
const PATH = /^\/execute-api\/([^/?]+)\/([^/?]+)\/?(?:\?|$)/;

/** Asks all who have a say in whether a client may connect: quotas, the authorizer, `$connect`. */
export class Handshakes {
  readonly #ports: WebSocketPorts;
  readonly #throttle: Throttle;
  readonly #runner: RouteRunner;

  constructor(ports: WebSocketPorts, throttle: Throttle, runner: RouteRunner) {
    this.#ports = ports;
    this.#throttle = throttle;
    this.#runner = runner;
  }

  async decide(message: IncomingMessage): Promise<Accepted | Refused> {
    const { ids, clock } = this.#ports;
    const [, apiId = '', stageName = ''] = PATH.exec(message.url ?? '') ?? [];
    const deployed = this.#ports.apis.stage(apiId, stageName);
    const peer: Peer = {
      apiId,
      stageName,
      connectionId: gatewayId(ids),
      connectedAt: clock.now(),
      sourceIp: (message.socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      userAgent: message.headers['user-agent'],
    };
    const requestId = gatewayId(ids);
    if (deployed?.api.ProtocolType !== 'WEBSOCKET' || deployed.api.DisableExecuteApiEndpoint)
      return refused(peer, requestId, forbidden());
    if (!isHandshake(message)) return refused(peer, requestId, new GatewayFailure(400, 'Bad Request'));
    if (!this.#throttle.admitsConnection()) return refused(peer, requestId, tooManyRequests());
    const handshake = this.#read(message, peer);
    const request: SocketRequest = {
      deployed,
      peer,
      handshake,
      requestId,
      eventType: 'CONNECT',
      routeKey: '$connect',
      at: clock.now(),
    };
    return this.#connect(request, deployed, handshake, message);
  }

  #read(message: IncomingMessage, { apiId, sourceIp }: Peer): Handshake {
    const { account, ids, clock } = this.#ports;
    const seconds = Math.floor(clock.now() / 1_000)
      .toString(16)
      .padStart(8, '0');
    const given = message.headers['x-amzn-trace-id'];
    const traceHeader = typeof given === 'string' ? given : `Root=1-${seconds}-${ids.hex(24)}`;
    return readHandshake(message, { domainName: domainNameOf(apiId, account), sourceIp, traceHeader });
  }

  async #connect(
    request: SocketRequest,
    deployed: DeployedStage,
    handshake: Handshake,
    message: IncomingMessage,
  ): Promise<Accepted | Refused> {
    const route = deployed.plan.routes.get('$connect');
    this.#runner.meters.count('ConnectCount', deployed, '$connect');
    if (!route) return { kind: 'accepted', request };
    try {
      const authorizer = await authorize(this.#ports, { request, handshake, message, route });
      const authorized = authorizer ? { ...request, peer: { ...request.peer, authorizer } } : request;
      const { answer, failure, outcome } = await this.#runner.run(authorized, route);
      this.#runner.log(authorized, outcome);
      if (failure) return refused(authorized.peer, request.requestId, failure);
      const status = answer?.status ?? 200;
      if (status < 200 || status > 299) {
        return refused(authorized.peer, request.requestId, new GatewayFailure(status, statusMessage(status)));
      }
      return { kind: 'accepted', request: authorized, protocol: answer?.headers['sec-websocket-protocol'] };
    } catch (error) {
      const failure = failureOf(error);
      this.#runner.log(request, this.#runner.failed(request, failure).outcome);
      return refused(request.peer, request.requestId, failure);
    }
  }
}

/** What a client reads when `$connect` itself refuses it. */
function statusMessage(status: number): string {
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 429) return 'Too Many Requests';
  return status >= 500 ? 'Internal server error' : 'Connection refused';
}

function refused(peer: Peer, requestId: string, failure: GatewayFailure): Refused {
  const { status, message, cause } = failure;
  const reason = cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : message;
  return { kind: 'refused', status, message, peer, requestId, reason };
}
