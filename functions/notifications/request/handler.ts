import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { notificationRequested } from '../../../events/notification-requested/v1.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { putEvent } from '../../shared/event-bridge.ts';
import { DynamoAnswerMemory } from '../../shared/http/dynamo-answer-memory.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { type RequestNotificationPorts, requestNotification } from './request-notification.ts';
import { requestNotificationRoute } from './route.ts';

const environment = parseEnvironment(z.object({ API_URL: text, ANSWERS_TABLE: text, EVENT_BUS: text }), process.env);
const { source, detailType } = notificationRequested;
const bus = environment.EVENT_BUS;
const eventBridge = new EventBridgeClient(CLIENT);
const now = () => new Date();
const ports: RequestNotificationPorts = {
  apiUrl: environment.API_URL,
  answers: new DynamoAnswerMemory(new DynamoDBClient(CLIENT), environment.ANSWERS_TABLE, now),
  send: (detail) => putEvent(eventBridge, { bus, source, detailType, detail }),
  newId: randomUUID,
  now,
};

export const handler = httpHandler({
  route: requestNotificationRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => requestNotification(request, ports),
});
