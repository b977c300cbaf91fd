import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Telemetry } from '../shared/telemetry.ts';
import type { Rejected } from './rejection.ts';

/** Says in a log line and in the metric ImagesRejected that an image was rejected, and why. */
export function countRejection({ logger, metrics }: Telemetry, { reason }: Rejected): void {
  logger.info('image rejected', { reason });
  metrics.singleMetric().addDimension('reason', reason.code).addMetric('ImagesRejected', MetricUnit.Count, 1);
}
