import { AwsError } from '../../../door/errors.ts';
import type { PlannedRoute } from '../model/api-plan.ts';
import { accessLogLine } from './access-log.ts';
import { causeText, GatewayFailure, internalError, tooManyRequests } from './failure.ts';
import { callIntegration } from './integrations/call-integration.ts';
import type { IntegrationAnswer } from './integrations/integration.ts';
import { LogWriter } from './log-writer.ts';
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

  /** Writes the access log of a request that is over. */
  log(request: SocketRequest, outcome: Outcome): void {
    const { DestinationArn, Format } = request.deployed.stage.AccessLogSettings ?? {};
    if (DestinationArn && Format)
      this.#logs.write(DestinationArn, accessLogLine(Format, request, outcome, this.#ports.account));
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
