import type { IncomingMessage } from 'node:http';
import { AwsError } from '../../../door/errors.ts';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import { noMetrics } from '../../../runtime/metrics.ts';
import type { OtherApis } from '../../apigatewayv2/execute-api.ts';
import { accessLogLine } from '../../apigatewayv2/http/access-log.ts';
import { type HttpAnswer, lambdaAnswer } from '../../apigatewayv2/http/answer.ts';
import { IssuerKeys } from '../../apigatewayv2/http/authorizers/issuer-keys.ts';
import { JwtAuthorizer } from '../../apigatewayv2/http/authorizers/jwt.ts';
import type { Answered } from '../../apigatewayv2/http/context.ts';
import type { HttpGatewayDeps } from '../../apigatewayv2/http/deps.ts';
import { type Exchange, newExchange } from '../../apigatewayv2/http/exchange.ts';
import { HttpFailure, payloadTooLarge, serviceUnavailable } from '../../apigatewayv2/http/failure.ts';
import { withDeadline } from '../../apigatewayv2/http/integrations/deadline.ts';
import { passOn } from '../../apigatewayv2/http/integrations/http-proxy.ts';
import { callLambda } from '../../apigatewayv2/http/lambda-call.ts';
import { httpRequest } from '../../apigatewayv2/http/request.ts';
import { routeTableOf } from '../../apigatewayv2/http/route-table.ts';
import { routeArn } from '../../apigatewayv2/http/source-arn.ts';
import { Throttle } from '../../apigatewayv2/http/throttle.ts';
import { LogWriter } from '../../apigatewayv2/log-writer.ts';
import type { PlannedRoute } from '../../apigatewayv2/model/api-plan.ts';
import type { DeployedRest, RestMethod } from '../model/rest-plan.ts';
import type { RestStages } from '../model/rest-stages.ts';
import type { RestStore } from '../model/rest-store.ts';
import { mockAnswer } from './mock.ts';
import { RestAuthorizers } from './rest-authorizers.ts';
import { isBinary, restEvent } from './rest-event.ts';
import { asRestFailure, failureAnswer, malformedAnswer, missingToken, RestFailure, throttled } from './rest-failure.ts';
import { UsageKeys } from './usage-keys.ts';
import { validateRequest } from './validate-request.ts';

const THROTTLED = new Set(['TooManyRequestsException', 'EC2ThrottledException', 'ServiceException']);

/**
 * Answers requests to REST APIs:
 *
 *     method → throttle → authorizer → API key → validator → integration → log and metrics
 */
export class RestGateway implements OtherApis {
  readonly #deps: HttpGatewayDeps;
  readonly #stages: RestStages;
  readonly #authorizers: RestAuthorizers;
  readonly #keys: UsageKeys;
  readonly #throttle: Throttle;
  readonly #logs: LogWriter;

  constructor(deps: HttpGatewayDeps, store: RestStore, stages: RestStages) {
    const { clock, issuers, allowNetwork = false } = deps;
    this.#deps = deps;
    this.#stages = stages;
    const jwt = new JwtAuthorizer({ ...deps, keys: new IssuerKeys({ clock, issuers, allowNetwork }) });
    this.#authorizers = new RestAuthorizers({ ...deps, jwt });
    this.#keys = new UsageKeys(store, clock);
    this.#throttle = new Throttle(clock);
    this.#logs = new LogWriter(deps);
    store.onChange((api) => this.#authorizers.forget(api));
  }

  answer(
    apiId: string,
    path: string,
    rawQuery: string,
    message: IncomingMessage,
    signal: AbortSignal,
  ): Promise<WireAnswer> | undefined {
    if (!this.#stages.has(apiId)) return undefined;
    const [, stage = '', ...segments] = path.split('/');
    const rest = this.#stages.find(apiId, stage);
    if (!rest) return Promise.resolve(FORBIDDEN);
    return this.#answer(rest, `/${segments.join('/')}`, rawQuery, message, signal);
  }

  /** Resolves when the lines of all requests so far are in their log groups. */
  flushed(): Promise<void> {
    return this.#logs.flushed();
  }

  async #answer(
    rest: DeployedRest,
    path: string,
    rawQuery: string,
    message: IncomingMessage,
    signal: AbortSignal,
  ): Promise<WireAnswer> {
    const { clock, ids, account } = this.#deps;
    const requestId = ids.uuid();
    const traceId = `Root=1-${Math.floor(clock.now() / 1_000).toString(16)}-${ids.hex(24)}`;
    const given = message.headers['x-amzn-trace-id'];
    const traceHeader = typeof given === 'string' ? given : traceId;
    const read = httpRequest(message, {
      deployed: rest.deployed,
      path,
      rawQuery,
      requestId,
      at: clock.now(),
      traceHeader,
      account,
      signal,
    });
    // Unlike HTTP APIs, REST APIs hand the path on as it was sent.
    const exchange = newExchange({ ...read, path, rawPath: `/${rest.stage.stageName}${path}` });
    const answer = await this.#answered(rest, exchange);
    this.#tell(rest, exchange, answer);
    return { ...answer, headers: { ...answer.headers, 'x-amzn-requestid': requestId, 'x-amzn-trace-id': traceHeader } };
  }

  async #answered(rest: DeployedRest, exchange: Exchange): Promise<HttpAnswer> {
    try {
      return await this.#method(rest, exchange);
    } catch (error) {
      const failure = error instanceof HttpFailure ? asRestFailure(error) : this.#bug(error);
      exchange.failure = { message: failure.message, type: failure.responseType };
      if (failure.status >= 500) exchange.integration.error ??= failure.details.reason ?? failure.message;
      return failureAnswer(failure, rest.content, exchange.request.requestId);
    }
  }

  async #method(rest: DeployedRest, exchange: Exchange): Promise<HttpAnswer> {
    const { request } = exchange;
    const path = request.path.length > 1 ? request.path.replace(/\/$/, '') : request.path;
    const match = routeTableOf(rest.deployed.plan).match(request.method, path);
    const method = match && rest.methods.get(match.planned);
    if (!match || !method?.methodIntegration) throw missingToken();
    exchange.planned = match.planned;
    exchange.pathParameters = decodedValues(match.pathParameters);
    if (!this.#throttle.admits(rest.deployed, match.planned.route.RouteKey)) throw throttled();
    const authorizer = await this.#authorizers.authorize(method, exchange, rest);
    const apiKey = method.apiKeyRequired
      ? this.#keys.use(request.headers['x-api-key'], rest.api.id, rest.stage.stageName, planName(match.planned))
      : undefined;
    await validateRequest(exchange, method, rest);
    const startedAt = this.#deps.clock.now();
    try {
      return await this.#integrate(rest, method, exchange, { authorizer, apiKey });
    } finally {
      exchange.integration.latencyMilliseconds = this.#deps.clock.now() - startedAt;
    }
  }

  async #integrate(rest: DeployedRest, method: RestMethod, exchange: Exchange, caller: Caller): Promise<HttpAnswer> {
    const { type } = method.methodIntegration ?? {};
    if (type === 'MOCK') return mockAnswer(method);
    const record = exchange.planned?.integration?.record;
    if (type === 'HTTP_PROXY' && record) {
      return passOn(record, exchange, exchange.request, { allowNetwork: this.#deps.allowNetwork ?? false });
    }
    return this.#callFunction(rest, method, exchange, caller);
  }

  async #callFunction(
    { api }: DeployedRest,
    method: RestMethod,
    exchange: Exchange,
    caller: Caller,
  ): Promise<HttpAnswer> {
    const { account } = this.#deps;
    const { binaryMediaTypes = [] } = api;
    const { request } = exchange;
    const event = await restEvent(exchange, { account, resourceId: method.resourceId, binaryMediaTypes, ...caller });
    const call = callLambda(this.#deps, {
      uri: method.methodIntegration?.uri ?? '',
      event,
      sourceArn: routeArn(exchange, account),
      credentialsArn: method.methodIntegration?.credentials,
      traceHeader: request.traceHeader,
      stageVariables: request.deployed.stage.StageVariables,
    });
    const output = await withDeadline(call, exchange.planned?.integration?.record.TimeoutInMillis ?? 0).catch(
      (error: unknown) => {
        if (!(error instanceof AwsError)) throw error;
        if (THROTTLED.has(error.code)) throw serviceUnavailable(error.message);
        if (error.code === 'RequestTooLargeException') throw payloadTooLarge();
        throw new RestFailure(500, 'Internal server error', 'API_CONFIGURATION_ERROR', error.message);
      },
    );
    exchange.integration.status = output.StatusCode ?? 200;
    const text = output.Payload ?? Buffer.from('null');
    if (output.FunctionError)
      throw malformedAnswer(`The Lambda function failed: ${Buffer.from(text).toString('utf8')}`);
    const accept = (request.headers.accept ?? '*/*').split(',')[0]?.split(';')[0]?.trim().toLowerCase() ?? '';
    return lambdaAnswer(text, {
      version: '1.0',
      contentType: 'application/json',
      malformed: malformedAnswer,
      isBinary: isBinary(accept, binaryMediaTypes),
    });
  }

  #tell({ api, stage }: DeployedRest, exchange: Exchange, { status, body }: HttpAnswer): void {
    const { clock, account, trace, metrics = noMetrics } = this.#deps;
    const { request, planned, failure, integration } = exchange;
    const latencyMilliseconds = clock.now() - request.at;
    const responseLength = typeof body === 'string' || body instanceof Uint8Array ? Buffer.byteLength(body) : undefined;
    const answered: Answered = { status, responseLength, latencyMilliseconds };
    const ofApi: Record<string, string> = { ApiName: api.name };
    for (const dimensions of [ofApi, { ...ofApi, Stage: stage.stageName }]) {
      const put = (name: string, value: number, unit: string) =>
        metrics.put('AWS/ApiGateway', name, dimensions, value, unit, request.at);
      put('Count', 1, 'Count');
      put('4XXError', status >= 400 && status < 500 ? 1 : 0, 'Count');
      put('5XXError', status >= 500 ? 1 : 0, 'Count');
      put('Latency', latencyMilliseconds, 'Milliseconds');
      if (integration.latencyMilliseconds !== undefined)
        put('IntegrationLatency', integration.latencyMilliseconds, 'Milliseconds');
    }
    const { destinationArn, format } = stage.accessLogSettings ?? {};
    if (destinationArn && format) this.#logs.write(destinationArn, accessLogLine(format, exchange, account, answered));
    trace.record({
      kind: 'call',
      at: request.at,
      durationMilliseconds: latencyMilliseconds,
      requestId: request.requestId,
      service: 'execute-api',
      operation: planned?.route.RouteKey ?? `${request.method} ${request.path}`,
      principal: exchange.authorized?.kind ?? 'anonymous',
      traceId: request.traceHeader,
      ...(failure ? { error: { code: String(status), message: failure.message } } : {}),
    });
  }

  #bug(error: unknown): RestFailure {
    const { trace, clock } = this.#deps;
    trace.record({ kind: 'fault', at: clock.now(), where: 'REST API', error });
    return new RestFailure(500, 'Internal server error', 'DEFAULT_5XX');
  }
}

/** `/items/{id}/GET` for the route `GET /items/{id}`. */
const planName = ({ route }: PlannedRoute): string => route.RouteKey.replace(/^(\S+) (.*)$/, '$2/$1');

interface Caller {
  readonly authorizer: object | undefined;
  readonly apiKey: { readonly id: string; readonly value: string } | undefined;
}

const FORBIDDEN: WireAnswer = {
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException' },
  body: '{"message":"Forbidden"}',
};

function decodedValues(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decoded(value)]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
