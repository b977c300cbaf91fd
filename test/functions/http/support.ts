import type { Context } from 'aws-lambda';
import type { AnswerMemory, Remembered } from '../../../functions/shared/http/idempotency.ts';
import type { HttpRequest } from '../../../functions/shared/http/request.ts';
import type { HttpTelemetry } from '../../../functions/shared/http/telemetry.ts';
import { createHttpTelemetry } from '../../../functions/shared/http/telemetry.ts';

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly parameters?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly claims?: Record<string, unknown>;
}

/** An event as API Gateway sends it, payload format 2.0. */
export function eventOf({ method = 'GET', path = '/things', claims = { sub: 'ana' }, ...asked }: Asked) {
  return {
    version: '2.0',
    routeKey: `${method} ${path}`,
    rawPath: path,
    rawQueryString: new URLSearchParams(asked.query).toString(),
    headers: asked.headers ?? {},
    ...(asked.query && { queryStringParameters: asked.query }),
    ...(asked.parameters && { pathParameters: asked.parameters }),
    ...(asked.body !== undefined && { body: asked.body }),
    isBase64Encoded: asked.isBase64Encoded ?? false,
    requestContext: {
      requestId: 'request-1',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      authorizer: { jwt: { claims, scopes: null } },
    },
  };
}

/** As much of Lambda's context as a handler looks at. */
export function contextWith(remainingMilliseconds: number): Context {
  const context: Partial<Context> = {
    functionName: 'telar-test-things',
    awsRequestId: 'invocation-1',
    getRemainingTimeInMillis: () => remainingMilliseconds,
  };
  return context as Context;
}

/** Telemetry that keeps quiet, and what it was told. */
export function quietTelemetry(): HttpTelemetry {
  process.env.POWERTOOLS_METRICS_DISABLED = 'true';
  const telemetry = createHttpTelemetry();
  telemetry.logger.setLogLevel('SILENT');
  return telemetry;
}

/** A parsed request of ana's. */
export function requestOf<Query, Body, Parameters>(given: {
  readonly query?: Query;
  readonly body?: Body;
  readonly parameters?: Parameters;
  readonly caller?: HttpRequest['caller'];
  readonly idempotencyKey?: string;
}) {
  return {
    query: given.query as Query,
    body: given.body as Body,
    parameters: given.parameters as Parameters,
    caller: given.caller ?? { userId: 'ana', groups: ['member'] },
    idempotencyKey: given.idempotencyKey,
    correlationId: 'correlation-1',
    requestId: 'request-1',
    method: 'POST',
    path: '/things',
  };
}

export class MemoryAnswers implements AnswerMemory {
  readonly rows = new Map<string, Remembered>();

  async open(requestKey: string, fingerprint: string): Promise<Remembered | undefined> {
    const known = this.rows.get(requestKey);
    if (!known) this.rows.set(requestKey, { fingerprint, answer: undefined });
    return known;
  }

  async keep(requestKey: string, answer: string): Promise<void> {
    const known = this.rows.get(requestKey);
    if (known) this.rows.set(requestKey, { ...known, answer });
  }
}
