import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { Cursors } from '../../shared/http/cursor.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { listNotifications } from './list-notifications.ts';
import { listNotificationsRoute } from './route.ts';

const environment = parseEnvironment(z.object({ NOTIFICATIONS_TABLE: text, CURSOR_KEY: text }), process.env);
const ports = {
  dynamo: new DynamoDBClient(CLIENT),
  table: environment.NOTIFICATIONS_TABLE,
  cursors: new Cursors(environment.CURSOR_KEY),
};

export const handler = httpHandler({
  route: listNotificationsRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => listNotifications(request, ports),
});
