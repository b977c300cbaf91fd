import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { countRejection } from '../../shared/rejection.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { inspectImage } from './inspect-image.ts';

const environment = parseEnvironment(
  z.object({ ORIGINAL_BUCKET: text, MAX_IMAGE_BYTES: count, MAX_IMAGE_PIXELS: count }),
  process.env,
);
const telemetry = createTelemetry();
const ports = {
  objects: new S3ObjectStore(telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT))),
  originalBucket: environment.ORIGINAL_BUCKET,
  limits: { maxBytes: environment.MAX_IMAGE_BYTES, maxPixels: environment.MAX_IMAGE_PIXELS },
};

/** What the state "Inspect the image" sends. */
const inspectRequest = z.object({ correlationId: z.string(), fallbackId: z.string(), upload: z.unknown() });

export const handler = serviceHandler({
  request: inspectRequest,
  telemetry,
  async handle({ fallbackId, upload }) {
    const inspection = await inspectImage({ fallbackId, upload }, ports);
    if (inspection.outcome === 'rejected') countRejection(telemetry, 'ImagesRejected', inspection);
    else telemetry.logger.info('image accepted', { imageId: inspection.imageId, original: inspection.original });
    return inspection;
  },
});
