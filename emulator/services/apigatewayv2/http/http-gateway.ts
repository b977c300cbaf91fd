import type { IncomingMessage } from 'node:http';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import { noMetrics } from '../../../runtime/metrics.ts';
import { LogWriter } from '../log-writer.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import type { ApiStore } from '../model/api-store.ts';
import { gatewayId } from '../websocket/gateway-id.ts';
import { accessLogLine } from './access-log.ts';
import type { HttpAnswer } from './answer.ts';
import { Authorizers } from './authorizers/authorizers.ts';
import type { Answered } from './context.ts';
import { preflightAnswer, withCors } from './cors.ts';
import type { HttpGatewayDeps } from './deps.ts';
import { type Exchange, newExchange } from './exchange.ts';
import { HttpFailure, headersTooLarge, routeNotFound, tooManyRequests } from './failure.ts';
import { Integrations } from './integrations/integrations.ts';
import { HEADER_BYTES } from './limits.ts';
import { Metrics } from './metrics.ts';
import { httpRequest } from './request.ts';
import { routeTableOf } from './route-table.ts';
import { Throttle } from './throttle.ts';

/** Where a request was sent: percent-encoded path without the stage, and its query. */
export interface Destination {
  readonly deployed: DeployedStage;
  readonly path: string;
  readonly rawQuery: string;
}

/**
 * Answers requests to HTTP APIs:
 *
 *     preflight → route → throttle → authorizer → mapping → integration → mapping → CORS → log and metrics
 */
export class HttpGateway {
  readonly authorizers: Authorizers;
  readonly #deps: HttpGatewayDeps;
  readonly #integrations: Integrations;
  readonly #throttle: Throttle;
  readonly #metrics: Metrics;
  readonly #logs: LogWriter;

  constructor(deps: HttpGatewayDeps, apis: ApiStore) {
    this.#deps = deps;
    this.authorizers = new Authorizers(deps, apis);
    this.#integrations = new Integrations(deps);
    this.#throttle = new Throttle(deps.clock);
    this.#metrics = new Metrics(deps.metrics ?? noMetrics);
    this.#logs = new LogWriter(deps);
  }

  async answer(message: IncomingMessage, destination: Destination, signal: AbortSignal): Promise<WireAnswer> {
    const { clock, ids, account } = this.#deps;
    const request = httpRequest(message, {
      ...destination,
      requestId: gatewayId(ids),
      at: clock.now(),
      traceHeader: this.#traceHeader(message),
      account,
      signal,
    });
    const exchange = newExchange(request);
    const answer = preflightAnswer(request) ?? withCors(await this.#answered(message, exchange), request);
    this.#tell(exchange, answer);
    return { ...answer, headers: { ...answer.headers, 'apigw-requestid': request.requestId } };
  }

  /** Resolves when the lines of all requests so far are in their log groups. */
  flushed(): Promise<void> {
    return this.#logs.flushed();
  }

  async #answered(message: IncomingMessage, exchange: Exchange): Promise<HttpAnswer> {
    try {
      return await this.#route(message, exchange);
    } catch (error) {
      const failure = error instanceof HttpFailure ? error : this.#bug(error);
      const { reason, type, headers } = failure.details;
      exchange.failure = { message: failure.message, ...(type ? { type } : {}) };
      if (type?.startsWith('INTEGRATION')) exchange.integration.error ??= reason ?? failure.message;
      return {
        status: failure.status,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ message: failure.message }),
      };
    }
  }

  async #route(message: IncomingMessage, exchange: Exchange): Promise<HttpAnswer> {
    const { request } = exchange;
    if (headerBytes(message) > HEADER_BYTES) throw headersTooLarge();
    const match = routeTableOf(request.deployed.plan).match(request.method, request.path);
    if (!match?.planned.integration) throw routeNotFound();
    exchange.planned = match.planned;
    exchange.pathParameters = match.pathParameters;
    if (!this.#throttle.admits(request.deployed, match.planned.route.RouteKey)) throw tooManyRequests();
    const authorized = await this.authorizers.authorize(match.planned, exchange);
    if (authorized) exchange.authorized = authorized;
    return this.#integrations.answer(match.planned.integration.record, exchange);
  }

  #tell(exchange: Exchange, answer: HttpAnswer): void {
    const { clock, account, trace } = this.#deps;
    const { request, planned, failure } = exchange;
    const latencyMilliseconds = clock.now() - request.at;
    const answered: Answered = { status: answer.status, responseLength: lengthOf(answer), latencyMilliseconds };
    this.#metrics.record(exchange, answered);
    const { DestinationArn, Format } = request.deployed.stage.AccessLogSettings ?? {};
    if (DestinationArn && Format) this.#logs.write(DestinationArn, accessLogLine(Format, exchange, account, answered));
    trace.record({
      kind: 'call',
      at: request.at,
      durationMilliseconds: latencyMilliseconds,
      requestId: request.requestId,
      service: 'execute-api',
      operation: planned?.route.RouteKey ?? `${request.method} ${request.path}`,
      principal: exchange.authorized?.kind ?? 'anonymous',
      traceId: request.traceHeader,
      ...(failure ? { error: { code: String(answer.status), message: failure.message } } : {}),
    });
  }

  #bug(error: unknown): HttpFailure {
    const { trace, clock } = this.#deps;
    trace.record({ kind: 'fault', at: clock.now(), where: 'HTTP API', error });
    return new HttpFailure(500, 'Internal Server Error', { type: 'DEFAULT_5XX', cause: error });
  }

  /** The caller's trace, or a new one that nobody samples. */
  #traceHeader({ headers }: IncomingMessage): string {
    const given = headers['x-amzn-trace-id'];
    if (typeof given === 'string' && given.includes('Root=')) return given;
    const { clock, ids } = this.#deps;
    const seconds = Math.floor(clock.now() / 1_000)
      .toString(16)
      .padStart(8, '0');
    return `Root=1-${seconds}-${ids.hex(24)}`;
  }
}

function headerBytes({ rawHeaders, url = '', method = '' }: IncomingMessage): number {
  let bytes = url.length + method.length;
  for (let index = 1; index < rawHeaders.length; index += 2) bytes += rawHeaders[index]?.length ?? 0;
  return bytes;
}

function lengthOf({ body, headers }: HttpAnswer): number | undefined {
  if (body === undefined) return 0;
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.byteLength(body);
  const declared = headers['content-length'];
  return typeof declared === 'string' ? Number(declared) : undefined;
}
