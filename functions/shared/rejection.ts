import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { RejectionReason } from '../../events/rejection-reason.ts';
import { ObjectNotFoundError } from './object-store.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * What was asked for is itself at fault, so that trying again cannot help. It does not leave a function as an error, but as an answer:
 * the alarm on a function's errors is not for people who send nonsense.
 */
export class RejectedError extends Error {
  override readonly name: string = 'RejectedError';
  readonly code: string;

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface Rejected {
  readonly outcome: 'rejected';
  readonly reason: RejectionReason;
}

/** The reason, when it is the request that is at fault; undefined for an error that another attempt may heal, or a person must see. */
export function rejectionReason(error: unknown): RejectionReason | undefined {
  if (error instanceof RejectedError) return { code: error.code, message: error.message };
  if (error instanceof ObjectNotFoundError) return { code: 'ObjectNotFound', message: error.message };
  return undefined;
}

/** Says in a log line and in a metric that something was rejected, and why. */
export function countRejection({ logger, metrics }: Telemetry, metric: string, { reason }: Rejected): void {
  logger.info('rejected', { reason });
  metrics.singleMetric().addDimension('reason', reason.code).addMetric(metric, MetricUnit.Count, 1);
}
