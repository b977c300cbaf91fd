import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { s3Link } from '../../shared/object-link.ts';
import { DynamoRowReader } from '../../shared/row-reader.ts';
import { type GetBatchPorts, getBatch } from './get-batch.ts';
import { getBatchRoute } from './route.ts';

const environment = parseEnvironment(z.object({ LOG_BATCHES_TABLE: text, ARCHIVE_BUCKET: text }), process.env);
const s3 = new S3Client(LONG_CLIENT);
const ports: GetBatchPorts = {
  batches: new DynamoRowReader(new DynamoDBClient(CLIENT), environment.LOG_BATCHES_TABLE, 'batchId'),
  bucket: environment.ARCHIVE_BUCKET,
  link: (to) => s3Link(s3, to),
  now: () => new Date(),
};

export const handler = httpHandler({
  route: getBatchRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => getBatch(request, ports),
});
