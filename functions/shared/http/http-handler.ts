import { setTimeout } from 'node:timers/promises';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type * as z from 'zod';
import { rejectionReason } from '../rejection.ts';
import { type Answer, encodeAnswer, encodeProblem } from './answer.ts';
import { ADMIN_GROUP, isAdmin } from './caller.ts';
import { Failed, HttpProblem, InvalidRequest, NotAllowed, TimedOut } from './problem.ts';
import { callerOf, correlationIdOf, type HttpEvent, type HttpRequest, httpEvent, parseRequest } from './request.ts';
import type { Route } from './route.ts';
import type { HttpTelemetry } from './telemetry.ts';

export interface HttpHandler<
  Parameters extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  AnswerBody extends z.ZodType = z.ZodType,
> {
  readonly route: Route<Parameters, Query, Body, AnswerBody>;
  readonly telemetry: HttpTelemetry;
  handle(request: HttpRequest<Parameters, Query, Body>): Promise<Answer<z.input<AnswerBody>>>;
}

/** What is left of a function's time for saying that it is up. */
const LAST_WORDS_MILLISECONDS = 500;

/**
 * Makes a Lambda handler of one route: it parses the request by the route's contract, puts the correlation id on every log line and into
 * the answer, answers problems as documents, and answers before the function's time is up. Never throws: API Gateway would answer for it,
 * and could not say why.
 *
 * @example
 * export const handler = httpHandler({ route: listLogsRoute, telemetry, handle: ({ query }) => listLogs(query, ports) });
 */
export function httpHandler<
  Parameters extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  AnswerBody extends z.ZodType,
>(http: HttpHandler<Parameters, Query, Body, AnswerBody>) {
  const { logger, metrics } = http.telemetry;

  return async (received: unknown, context: Context): Promise<APIGatewayProxyStructuredResultV2> => {
    logger.addContext(context);
    logger.refreshSampleRateCalculation();
    metrics.setFunctionName(context.functionName);
    metrics.captureColdStartMetric();
    const event = httpEvent.parse(received);
    const correlationId = correlationIdOf(event);
    logger.setCorrelationId(correlationId);
    const asked = { path: event.rawPath, correlationId, method: http.route.method };
    try {
      const answer = await inTime(answerOf(http, event), context.getRemainingTimeInMillis() - LAST_WORDS_MILLISECONDS);
      const status = answer.status ?? http.route.answer.status;
      logger.info('answered', { route: http.route.name, status });
      return encodeAnswer(answer, status, { ...asked, ifNoneMatch: event.headers['if-none-match'] });
    } catch (error) {
      const problem = problemOf(error);
      report(http, problem);
      return encodeProblem(problem, asked);
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}

async function answerOf<
  Parameters extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  AnswerBody extends z.ZodType,
>({ route, handle }: HttpHandler<Parameters, Query, Body, AnswerBody>, event: HttpEvent) {
  if (route.access === 'admin' && !isAdmin(callerOf(event))) {
    throw new NotAllowed(`This is for the group ${ADMIN_GROUP}.`);
  }
  return handle(parseRequest(route, event));
}

/** @throws TimedOut */
async function inTime<Result>(work: Promise<Result>, milliseconds: number): Promise<Result> {
  const done = new AbortController();
  const limit = setTimeout(Math.max(0, milliseconds), undefined, { signal: done.signal }).then(() => {
    throw new TimedOut(milliseconds);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    // Whichever lost the race has nothing more to say.
    for (const late of [work, limit]) late.catch(() => {});
    done.abort();
  }
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const reason = rejectionReason(error);
  return reason
    ? new InvalidRequest([{ field: 'body', message: reason.message }], { cause: error })
    : new Failed(error);
}

function report(
  { route, telemetry: { logger, metrics } }: Pick<HttpHandler, 'route' | 'telemetry'>,
  problem: HttpProblem,
): void {
  const { status, code, message } = problem;
  if (status >= 500) logger.error('the request failed', { route: route.name, status, code, error: problem });
  else logger.info('refused', { route: route.name, status, code, detail: message });
  metrics
    .singleMetric()
    .addDimension('route', route.name)
    .addMetric(status >= 500 ? 'RequestsFailed' : 'RequestsRefused', MetricUnit.Count, 1);
}
