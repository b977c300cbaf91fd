import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { DynamoRowReader } from '../../shared/row-reader.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { uploadStatusRoute } from './route.ts';
import { type UploadStatusPorts, uploadStatus } from './upload-status.ts';

const environment = parseEnvironment(
  z.object({ API_URL: text, IMAGES_TABLE: text, ORIGINAL_BUCKET: text }),
  process.env,
);
const bucket = environment.ORIGINAL_BUCKET;
const s3 = new S3Client(LONG_CLIENT);
const objects = new S3ObjectStore(s3);
const ports: UploadStatusPorts = {
  apiUrl: environment.API_URL,
  bucket,
  images: new DynamoRowReader(new DynamoDBClient(CLIENT), environment.IMAGES_TABLE, 'imageId'),
  async find(prefix) {
    const { Contents: [first] = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1 }),
    );
    if (first?.Key === undefined) return undefined;
    const { versionId, etag } = await objects.describe({ bucket, key: first.Key });
    return { key: first.Key, version: versionId ?? etag };
  },
};

export const handler = httpHandler({
  route: uploadStatusRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => uploadStatus(request, ports),
});
