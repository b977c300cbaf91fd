import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { logsSubmitted } from '../../../events/logs-submitted/v1.ts';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { putEvent } from '../../shared/event-bridge.ts';
import { DynamoAnswerMemory } from '../../shared/http/dynamo-answer-memory.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { type AcceptLogsPorts, acceptLogs } from './accept-logs.ts';
import { submitLogsRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({ API_URL: text, ANSWERS_TABLE: text, EVENT_BUS: text, ARCHIVE_BUCKET: text }),
  process.env,
);
const { source, detailType } = logsSubmitted;
const bus = environment.EVENT_BUS;
const eventBridge = new EventBridgeClient(CLIENT);
const now = () => new Date();
const ports: AcceptLogsPorts = {
  apiUrl: environment.API_URL,
  answers: new DynamoAnswerMemory(new DynamoDBClient(CLIENT), environment.ANSWERS_TABLE, now),
  objects: new S3ObjectStore(new S3Client(LONG_CLIENT)),
  bucket: environment.ARCHIVE_BUCKET,
  send: (detail) => putEvent(eventBridge, { bus, source, detailType, detail }),
  newId: randomUUID,
  now,
};

export const handler = httpHandler({
  route: submitLogsRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => acceptLogs(request, ports),
});
