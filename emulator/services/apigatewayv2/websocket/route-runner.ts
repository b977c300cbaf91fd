import { AwsError } from '../../../door/errors.ts';
import { LogWriter } from '../log-writer.ts';
import type { PlannedRoute } from '../model/api-plan.ts';
import { accessLogLine } from './access-log.ts';
import { executionLines, executionLogGroup } from './execution-log.ts';
import { causeText, GatewayFailure, internalError, tooManyRequests } from './failure.ts';
import { callIntegration } from './integrations/call-integration.ts';
import type { IntegrationAnswer } from './integrations/integration.ts';
import { Meters } from './meters.ts';
import type { WebSocketPorts } from './ports.ts';
import type { SocketRequest } from './request.ts';
import type { Throttle } from './throttle.ts';
import type { Outcome } from './values.ts';

/** How a request to a route went. */
export interface RouteResult {
  /** None for a route without an integration. */
  readonly answer?: IntegrationAnswer;
  readonly failure?: GatewayFailure;
  readonly outcome: Outcome;
}

/** Runs routes: throttling, integration, metrics. */
export class RouteRunner {
  readonly meters: Meters;
  readonly #ports: WebSocketPorts;
  readonly #throttle: Throttle;
  readonly #logs: LogWriter;

  constructor(ports: WebSocketPorts, throttle: Throttle) {
    this.#ports = ports;
    this.#throttle = throttle;
    this.meters = new Meters(ports.metrics);
    this.#logs = new LogWriter(ports);
  }

  /** Never throws: a failure is a result. */
  async run(request: SocketRequest, route: PlannedRoute): Promise<RouteResult> {
    if (!this.#throttle.admitsRequest(request.deployed, request.routeKey))
      return this.failed(request, tooManyRequests());
    const { integration } = route;
    if (!integration) {
      // Only connecting and leaving are complete without a backend.
      if (request.eventType !== 'MESSAGE') return { outcome: { status: 200 } };
      return this.failed(request, internalError('the route has no integration'));
    }
    const { clock } = this.#ports;
    const at = clock.now();
    try {
      const answer = await callIntegration({ request, integration, ports: this.#ports });
      const integrationLatency = clock.now() - at;
      this.#measured(request, answer.status, integrationLatency);
      return { answer, outcome: { status: answer.status, integrationStatus: answer.status, integrationLatency } };
    } catch (error) {
      return this.failed(request, failureOf(error), clock.now() - at);
    }
  }

  /** A request that API Gateway answers itself. */
  failed(request: SocketRequest, failure: GatewayFailure, integrationLatency?: number): RouteResult {
    const { deployed, routeKey } = request;
    this.meters.count(failure.status < 500 ? 'ClientError' : 'ExecutionError', deployed, routeKey);
    if (failure.integrationStatus !== undefined) this.meters.count('IntegrationError', deployed, routeKey);
    const outcome = {
      status: failure.status,
      errorMessage: failure.message,
      integrationErrorMessage: causeText(failure),
      integrationStatus: failure.integrationStatus,
      integrationLatency,
    };
    return { failure, outcome };
  }

  /**
   * Writes the logs of a request that is over.
   *
   * @param sent what the client was sent
   */
  log(request: SocketRequest, outcome: Outcome, sent?: string): void {
    const { peer, deployed } = request;
    const { DestinationArn, Format } = deployed.stage.AccessLogSettings ?? {};
    const complete = sent === undefined ? outcome : { ...outcome, responseLength: Buffer.byteLength(sent) };
    if (DestinationArn && Format)
      this.#logs.write(DestinationArn, accessLogLine(Format, request, complete, this.#ports.account));
    for (const line of executionLines(request, outcome, sent)) {
      this.#logs.writeToOwn(executionLogGroup(peer.apiId, peer.stageName), line);
    }
  }

  flushed(): Promise<void> {
    return this.#logs.flushed();
  }

  #measured({ deployed, routeKey }: SocketRequest, status: number, latency: number): void {
    this.meters.count('IntegrationLatency', deployed, routeKey, latency);
    if (status >= 400) this.meters.count('IntegrationError', deployed, routeKey);
  }
}

/** Anything but a failure that was foreseen is told as one, with its cause in the log. */
export function failureOf(error: unknown): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  return internalError(error instanceof AwsError || error instanceof Error ? error : String(error));
}
