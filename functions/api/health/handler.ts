import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { json, parseEnvironment } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { healthReporter } from './check-health.ts';
import { dependencyOf, watched } from './probes.ts';
import { healthRoute } from './route.ts';

const environment = parseEnvironment(z.object({ WATCHED: json(watched) }), process.env);
// Whether it answers now is the question: not after three attempts.
const once = { ...CLIENT, maxAttempts: 1 };
const clients = { dynamo: new DynamoDBClient(once), s3: new S3Client(once), eventBridge: new EventBridgeClient(once) };

export const handler = httpHandler({
  route: healthRoute,
  telemetry: createHttpTelemetry(),
  handle: healthReporter({
    dependencies: environment.WATCHED.map((one) => dependencyOf(one, clients)),
    monotonic: () => performance.now(),
    now: () => new Date(),
  }),
});
