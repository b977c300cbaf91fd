import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { Cursors } from '../../shared/http/cursor.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { s3Links } from '../../shared/object-link.ts';
import { type ListFilesPorts, listFiles } from './list-files.ts';
import { listFilesRoute } from './route.ts';

const environment = parseEnvironment(z.object({ FILES_TABLE: text, CURSOR_KEY: text }), process.env);
const s3 = new S3Client(LONG_CLIENT);
const ports: ListFilesPorts = {
  dynamo: new DynamoDBClient(CLIENT),
  table: environment.FILES_TABLE,
  cursors: new Cursors(environment.CURSOR_KEY),
  link: s3Links(s3),
  now: () => new Date(),
};

export const handler = httpHandler({
  route: listFilesRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => listFiles(request, ports),
});
