import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoLedger } from '../../shared/ledger/dynamo-ledger.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { notificationIndexKeys } from './notification-row.ts';
import { type RecordPorts, recordNotification } from './record-notification.ts';

const environment = parseEnvironment(z.object({ NOTIFICATIONS_TABLE: text, STATS_TABLE: text }), process.env);
const telemetry = createTelemetry();
const ports: RecordPorts = {
  ledger: new DynamoLedger(telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
    rows: environment.NOTIFICATIONS_TABLE,
    key: 'notificationId',
    indexKeys: notificationIndexKeys,
    counters: environment.STATS_TABLE,
    domain: 'notifications',
  }),
  now: () => new Date(),
};

const notification = z.object({
  type: z.string(),
  priority: z.enum(PRIORITIES),
  title: z.string(),
  message: z.string(),
});
const outcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('sent'), snsMessageId: z.string() }),
  z.object({ status: z.literal('failed'), errorCode: z.string(), errorMessage: z.string() }),
]);

/** What the states "Record as sent" and "Record as failed" send. */
const recordRequest = z.object({
  correlationId: z.string(),
  notificationId: z.string(),
  requestId: z.string(),
  createdAt: z.iso.datetime(),
  processedBy: z.string(),
  recipient: z.string().nullable(),
  notification: notification.nullable(),
  request: z.string().nullable(),
  outcome,
});

const METRICS = { sent: 'NotificationsSent', failed: 'NotificationsFailed' } as const;

export const handler = serviceHandler({
  request: recordRequest,
  telemetry,
  async handle({ recipient, notification, request, ...known }) {
    const facts = { ...notification, recipient: recipient ?? undefined, request: request ?? undefined };
    const recorded = await recordNotification({ ...known, facts }, ports);
    const { notificationId, outcome } = known;
    telemetry.logger.info('notification recorded', { notificationId, ...recorded, outcome });
    if (recorded.news) {
      telemetry.metrics.addMetric(METRICS[outcome.status], MetricUnit.Count, 1);
      if (notification) countByPriority(notification.priority);
    }
    return recorded;
  },
});

function countByPriority(priority: string): void {
  telemetry.metrics.singleMetric().addDimension('priority', priority).addMetric('Notifications', MetricUnit.Count, 1);
}
