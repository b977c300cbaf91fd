import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { DynamoRowReader } from '../../shared/row-reader.ts';
import { getNotification } from './get-notification.ts';
import { getNotificationRoute } from './route.ts';

const environment = parseEnvironment(z.object({ NOTIFICATIONS_TABLE: text }), process.env);
const notifications = new DynamoRowReader(
  new DynamoDBClient(CLIENT),
  environment.NOTIFICATIONS_TABLE,
  'notificationId',
);

export const handler = httpHandler({
  route: getNotificationRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => getNotification(request, notifications),
});
