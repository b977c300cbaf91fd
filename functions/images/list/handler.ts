import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { Cursors } from '../../shared/http/cursor.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { s3Links } from '../../shared/object-link.ts';
import { type ListImagesPorts, listImages } from './list-images.ts';
import { listImagesRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({ IMAGES_TABLE: text, CURSOR_KEY: text, THUMBNAILS_BUCKET: text }),
  process.env,
);
const s3 = new S3Client(LONG_CLIENT);
const ports: ListImagesPorts = {
  dynamo: new DynamoDBClient(CLIENT),
  table: environment.IMAGES_TABLE,
  cursors: new Cursors(environment.CURSOR_KEY),
  thumbnailsBucket: environment.THUMBNAILS_BUCKET,
  link: s3Links(s3),
  now: () => new Date(),
};

export const handler = httpHandler({
  route: listImagesRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => listImages(request, ports),
});
