import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoAnswerMemory } from '../../shared/http/dynamo-answer-memory.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { uploadImageRoute } from './route.ts';
import { s3Form } from './s3-form.ts';
import { type UploadPorts, uploadImage } from './upload-image.ts';

const environment = parseEnvironment(
  z.object({ API_URL: text, ANSWERS_TABLE: text, ORIGINAL_BUCKET: text, MAX_IMAGE_BYTES: count }),
  process.env,
);
const s3 = new S3Client(LONG_CLIENT);
const now = () => new Date();
const ports: UploadPorts = {
  apiUrl: environment.API_URL,
  answers: new DynamoAnswerMemory(new DynamoDBClient(CLIENT), environment.ANSWERS_TABLE, now),
  maxBytes: environment.MAX_IMAGE_BYTES,
  form: (terms) => s3Form(s3, environment.ORIGINAL_BUCKET, terms),
  newId: randomUUID,
  now,
};

export const handler = httpHandler({
  route: uploadImageRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => uploadImage(request, ports),
});
