import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { HttpTelemetry } from '../shared/http/telemetry.ts';
import { problemsOf } from '../shared/problems.ts';
import { FrameError } from './frame-error.ts';
import { ACTIONS, type ErrorFrame, type Frame } from './frames.ts';
import { type Caller, callerOf, type SocketEvent, socketEvent } from './socket-event.ts';

export interface SocketRequest<Body> {
  readonly caller: Caller;
  readonly body: Body;
  readonly correlationId: string;
  /** When API Gateway received the frame, milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface SocketRoute<Schema extends z.ZodType> {
  /** What the frame has to say. */
  readonly body: Schema;
  readonly telemetry: HttpTelemetry;
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws FrameError for what the client has to be told */
  handle(request: SocketRequest<z.infer<Schema>>): Promise<Frame>;
}

/**
 * Makes a Lambda handler of one route of the WebSocket API. The frame that it answers goes back to the connection that asked. What is
 * wrong with a frame is answered with a frame, and is no error of the function.
 */
export function socketHandler<Schema extends z.ZodType>(route: SocketRoute<Schema>) {
  const { logger, metrics } = route.telemetry;

  return async (raw: unknown, context: Context) => {
    logger.addContext(context);
    logger.refreshSampleRateCalculation();
    metrics.setFunctionName(context.functionName);
    metrics.captureColdStartMetric();
    try {
      const event = socketEvent.parse(raw);
      logger.setCorrelationId(event.requestContext.requestId);
      return answer(await frameFor(event, route));
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}

async function frameFor<Schema extends z.ZodType>(event: SocketEvent, route: SocketRoute<Schema>): Promise<Frame> {
  const { requestId: correlationId, requestTimeEpoch: receivedAt } = event.requestContext;
  const content = parseJson(event.body);
  try {
    const caller = callerOf(event);
    checkToken(caller, route.now());
    const body = parseBody(route.body, content);
    return await route.handle({ caller, body, correlationId, receivedAt });
  } catch (error) {
    return { ...errorFrame(error, correlationId, route.telemetry), ...nameOf(content) };
  }
}

function checkToken({ tokenExpiresAt }: Caller, now: number): void {
  if (tokenExpiresAt > now) return;
  const at = new Date(tokenExpiresAt).toISOString();
  throw new FrameError('TokenExpired', `the token of this connection expired at ${at}; connect again with a new one`);
}

function parseJson(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}

function parseBody<Schema extends z.ZodType>(schema: Schema, content: unknown): z.infer<Schema> {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new FrameError('NotJson', 'a frame has to be a JSON object with an action', { actions: ACTIONS });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw new FrameError('InvalidRequest', problemsOf(parsed.error));
}

function errorFrame(error: unknown, correlationId: string, { logger, metrics }: HttpTelemetry): ErrorFrame {
  if (error instanceof FrameError) {
    const { code, message, details } = error;
    logger.info('frame refused', { code, problem: message });
    metrics.singleMetric().addDimension('code', code).addMetric('FramesRefused', MetricUnit.Count, 1);
    return { event: 'error', code, message, ...details, correlationId };
  }
  logger.error('the frame failed', { error });
  metrics.addMetric('FramesFailed', MetricUnit.Count, 1);
  return {
    event: 'error',
    code: 'InternalError',
    message: 'this is our fault; try again with the same messageId',
    correlationId,
  };
}

/** The client's own name for what was refused, so that it finds it again. */
function nameOf(content: unknown): Pick<ErrorFrame, 'messageId'> {
  const named =
    typeof content === 'object' && content !== null && 'messageId' in content ? content.messageId : undefined;
  return typeof named === 'string' ? { messageId: named.slice(0, MAX_QUOTED_CHARACTERS).toWellFormed() } : {};
}

const MAX_QUOTED_CHARACTERS = 64;

function answer(frame: Frame) {
  return { statusCode: 200, body: JSON.stringify(frame) };
}
