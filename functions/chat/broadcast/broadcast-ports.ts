import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type * as z from 'zod';
import { text } from '../../shared/environment.ts';
import type { HttpTelemetry } from '../../shared/http/telemetry.ts';
import { leaveEnvironment, leavePorts } from '../chat-ports.ts';
import { GatewaySockets } from '../sockets/gateway-sockets.ts';
import type { Reach, SendPorts } from './send-to-listeners.ts';

/** What a function needs to be told in order to send to sockets. */
export const sendEnvironment = leaveEnvironment.extend({ WEBSOCKET_ENDPOINT: text });

export function sendPorts(environment: z.infer<typeof sendEnvironment>, telemetry: HttpTelemetry): SendPorts {
  const { ports } = leavePorts(environment);
  return {
    ...ports,
    sockets: new GatewaySockets(environment.WEBSOCKET_ENDPOINT),
    now: Date.now,
    failed: (connectionId, error) =>
      telemetry.logger.warn('a connection could not be reached', { connectionId, error }),
  };
}

/** Counts what became of a broadcast. */
export function countReach({ metrics }: HttpTelemetry, { sent, stale, failed }: Reach): void {
  metrics.addMetric('FramesSent', MetricUnit.Count, sent);
  if (stale > 0) metrics.addMetric('StaleConnections', MetricUnit.Count, stale);
  if (failed > 0) metrics.addMetric('FramesNotSent', MetricUnit.Count, failed);
}
