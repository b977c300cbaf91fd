import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { Cursors } from '../../shared/http/cursor.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { listImages } from './list-images.ts';
import { listImagesRoute } from './route.ts';

const environment = parseEnvironment(z.object({ IMAGES_TABLE: text, CURSOR_KEY: text }), process.env);
const ports = {
  dynamo: new DynamoDBClient(),
  table: environment.IMAGES_TABLE,
  cursors: new Cursors(environment.CURSOR_KEY),
};

export const handler = httpHandler({
  route: listImagesRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => listImages(request, ports),
});
