import type { DeployedStage, PlannedRoute } from '../model/api-plan.ts';
import type { Connection } from './connection.ts';
import { causeText, failureText, forbidden, type GatewayFailure } from './failure.ts';
import { gatewayId } from './gateway-id.ts';
import { MESSAGES_UNDER_WAY } from './limits.ts';
import type { WebSocketPorts } from './ports.ts';
import type { SocketRequest } from './request.ts';
import { answersClient, responseBody } from './route-response.ts';
import { failureOf, type RouteResult, type RouteRunner } from './route-runner.ts';
import { select } from './selection.ts';
import { recordSocket } from './socket-trace.ts';
import type { Outcome } from './values.ts';

const DEFAULT_KEY = '$default';
/** Keys that only API Gateway itself may select: no client leaves or joins by saying so. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['$connect', '$disconnect']);

/** Takes messages to their routes, each on its own: API Gateway promises no order, and a slow one holds up no other. */
export class Messages {
  readonly #ports: WebSocketPorts;
  readonly #runner: RouteRunner;

  constructor(ports: WebSocketPorts, runner: RouteRunner) {
    this.#ports = ports;
    this.#runner = runner;
  }

  async received(connection: Connection, data: Buffer): Promise<void> {
    connection.touch();
    connection.underWay += 1;
    if (connection.underWay >= MESSAGES_UNDER_WAY) connection.pause();
    try {
      await this.#handle(connection, data);
    } finally {
      connection.underWay -= 1;
      if (connection.underWay < MESSAGES_UNDER_WAY) connection.resume();
    }
  }

  async #handle(connection: Connection, data: Buffer): Promise<void> {
    const { peer } = connection;
    const deployed = this.#ports.apis.stage(peer.apiId, peer.stageName);
    if (!deployed) return;
    const { request, route } = this.#routed(connection, deployed, data.toString('utf8'));
    const { routeKey } = request;
    recordSocket(this.#ports, peer, { happened: 'received', routeKey, data });
    this.#runner.meters.count('MessageCount', deployed, routeKey);
    const result = route ? await this.#runner.run(request, route) : this.#runner.failed(request, forbidden());
    const { outcome, failure, text } = this.#answerTo(request, route, result);
    if (failure) recordSocket(this.#ports, peer, { happened: 'failed', routeKey, reason: causeText(failure) });
    if (text !== undefined) this.deliver(connection, Buffer.from(text), routeKey);
    this.#runner.log(request, outcome, text);
  }

  /** Sends to a client what an integration or the backend has for it; what the client cannot take is refused. */
  deliver(connection: Connection, data: Uint8Array, routeKey?: string) {
    const { peer } = connection;
    const sent = connection.send(data);
    if (sent !== 'sent') return sent;
    const deployed = this.#ports.apis.stage(peer.apiId, peer.stageName);
    if (deployed) this.#runner.meters.count('MessageCount', deployed, routeKey ?? DEFAULT_KEY);
    recordSocket(this.#ports, peer, { happened: 'sent', data, ...(routeKey ? { routeKey } : {}) });
    return sent;
  }

  #routed({ peer }: Connection, deployed: DeployedStage, body: string) {
    const { ids, clock, account } = this.#ports;
    const draft: SocketRequest = {
      deployed,
      peer,
      body,
      eventType: 'MESSAGE',
      routeKey: DEFAULT_KEY,
      requestId: gatewayId(ids),
      messageId: gatewayId(ids),
      at: clock.now(),
    };
    const selected = select(deployed.api.RouteSelectionExpression, draft, account);
    const { routes } = deployed.plan;
    const own = selected === undefined || RESERVED_KEYS.has(selected) ? undefined : routes.get(selected);
    const route: PlannedRoute | undefined = own ?? routes.get(DEFAULT_KEY);
    const routeKey = route?.route.RouteKey ?? DEFAULT_KEY;
    return { route, request: routeKey === DEFAULT_KEY ? draft : { ...draft, routeKey } };
  }

  /** What the client is sent, if anything: an error frame, or what the route's responses make of the answer. */
  #answerTo(request: SocketRequest, route: PlannedRoute | undefined, { answer, failure, outcome }: RouteResult): Reply {
    const { connectionId } = request.peer;
    if (failure) return { outcome, failure, text: failureText(failure.message, connectionId, request.requestId) };
    if (!route?.integration || !answer || !answersClient(route)) return { outcome };
    try {
      const text = responseBody(request, route.integration, answer, this.#ports);
      return text ? { outcome, text } : { outcome };
    } catch (error) {
      return this.#answerTo(request, route, this.#runner.failed(request, failureOf(error)));
    }
  }
}

interface Reply {
  readonly outcome: Outcome;
  readonly failure?: GatewayFailure;
  readonly text?: string;
}
