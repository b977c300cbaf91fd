import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { Telemetry } from './telemetry.ts';

/** Every step of a workflow is told which user action it works for. */
export interface StepRequest {
  readonly correlationId: string;
}

export interface ServiceHandler<Schema extends z.ZodType<StepRequest>, Result> {
  readonly request: Schema;
  readonly telemetry: Telemetry;
  handle(request: z.infer<Schema>): Promise<Result>;
}

/**
 * Makes a Lambda handler of one step: it parses what the state machine sent, puts the correlation id on every log line and trace, and
 * publishes the metrics. An error is logged and thrown on: the state machine decides whether to try again.
 *
 * @example
 * export const handler = serviceHandler({ request: inspectRequest, telemetry, handle: (request) => inspectImage(request, ports) });
 */
export function serviceHandler<Schema extends z.ZodType<StepRequest>, Result>(step: ServiceHandler<Schema, Result>) {
  const { logger, metrics, tracer } = step.telemetry;

  return async (event: unknown, context: Context): Promise<Result> => {
    logger.addContext(context);
    logger.refreshSampleRateCalculation();
    metrics.setFunctionName(context.functionName);
    metrics.captureColdStartMetric();
    try {
      const request = step.request.parse(event);
      logger.setCorrelationId(request.correlationId);
      const { correlationId } = request;
      return await tracer.capture('## handler', { correlationId }, () => step.handle(request));
    } catch (error) {
      logger.error('the step failed', { error });
      throw error;
    } finally {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}
