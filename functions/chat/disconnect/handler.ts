import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { parseEnvironment } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { leaveEnvironment, leavePorts } from '../chat-ports.ts';
import { leave } from '../leave.ts';

const environment = parseEnvironment(leaveEnvironment, process.env);
const telemetry = createTelemetry();
const { ports } = leavePorts(environment);

const disconnection = z
  .object({
    requestContext: z.object({
      requestId: z.string(),
      connectionId: z.string(),
      disconnectStatusCode: z.number().optional(),
    }),
  })
  .transform(({ requestContext: { requestId, ...known } }) => ({ ...known, correlationId: requestId }));

/** The route `$disconnect`: nobody is there any more to be answered. */
export const handler = serviceHandler({
  request: disconnection,
  telemetry,
  async handle({ connectionId, disconnectStatusCode, correlationId }) {
    const known = await leave(connectionId, correlationId, ports);
    telemetry.logger.info('disconnected', { connectionId, known, disconnectStatusCode });
    telemetry.metrics.addMetric('Disconnections', MetricUnit.Count, 1);
    return { statusCode: 200 };
  },
});
