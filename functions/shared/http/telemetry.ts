import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';

/**
 * What a route says about itself. Lambda traces it without our doing, and the SDK hands the trace on to what it calls; the X-Ray SDK,
 * a quarter of a bundle, would add only subsegments of our own, and a cold start is what a person waits for here.
 */
export interface HttpTelemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** Made once for each function, when it starts. */
export function createHttpTelemetry(): HttpTelemetry {
  return { logger: new Logger(), metrics: new Metrics() };
}
