import { MetricUnit } from '@aws-lambda-powertools/metrics';
import * as z from 'zod';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { planNotifications } from './plan-notifications.ts';

const telemetry = createTelemetry();

/** What the state "Plan the notifications" sends. The correlation id that it knows is that of the message; the body may hold another. */
const planRequest = z.object({ correlationId: z.string(), messageId: z.string(), body: z.string() });

export const handler = serviceHandler({
  request: planRequest,
  telemetry,
  async handle({ messageId, body }) {
    const plan = planNotifications({ messageId, body });
    const { requestId, correlationId, recipients } = plan;
    telemetry.logger.setCorrelationId(correlationId);
    const rejected = recipients.flatMap(({ reason }) => reason ?? []);
    telemetry.logger.info('notifications planned', { messageId, requestId, recipients: recipients.length, rejected });
    telemetry.metrics.addMetric('NotificationsPlanned', MetricUnit.Count, recipients.length);
    return plan;
  },
});
