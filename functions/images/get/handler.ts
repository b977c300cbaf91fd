import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { s3Link } from '../../shared/object-link.ts';
import { DynamoRowReader } from '../../shared/row-reader.ts';
import { type GetImagePorts, getImage } from './get-image.ts';
import { getImageRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({ IMAGES_TABLE: text, ORIGINAL_BUCKET: text, PROCESSED_BUCKET: text, THUMBNAILS_BUCKET: text }),
  process.env,
);
const s3 = new S3Client(LONG_CLIENT);
const ports: GetImagePorts = {
  images: new DynamoRowReader(new DynamoDBClient(CLIENT), environment.IMAGES_TABLE, 'imageId'),
  buckets: {
    original: environment.ORIGINAL_BUCKET,
    processed: environment.PROCESSED_BUCKET,
    thumbnails: environment.THUMBNAILS_BUCKET,
  },
  link: (to) => s3Link(s3, to),
  now: () => new Date(),
};

export const handler = httpHandler({
  route: getImageRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => getImage(request, ports),
});
