import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from './tracing/tracer.ts';

/** What a function says about itself: lines, figures and traces. Service name, namespace and level come from POWERTOOLS_* variables. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/** Made once for each function, when it starts. */
export function createTelemetry(): Telemetry {
  return { logger: new Logger(), metrics: new Metrics(), tracer: new Tracer() };
}
