import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { delivery, deliveryMilliseconds } from './measure-delivery.ts';

const telemetry = createTelemetry();

export const handler = serviceHandler({
  request: delivery,
  telemetry,
  async handle(delivered) {
    const { notificationId, priority } = delivered;
    const milliseconds = deliveryMilliseconds(delivered, new Date());
    telemetry.logger.info('notification delivered', { notificationId, priority, milliseconds });
    telemetry.metrics.addDimension('priority', priority);
    telemetry.metrics.addMetric('DeliveryTime', MetricUnit.Milliseconds, milliseconds);
  },
});
