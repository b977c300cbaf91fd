import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { DynamoRowReader } from '../../shared/row-reader.ts';
import { getBatch } from './get-batch.ts';
import { getBatchRoute } from './route.ts';

const environment = parseEnvironment(z.object({ LOG_BATCHES_TABLE: text }), process.env);
const batches = new DynamoRowReader(new DynamoDBClient(), environment.LOG_BATCHES_TABLE, 'batchId');

export const handler = httpHandler({
  route: getBatchRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => getBatch(request, batches),
});
