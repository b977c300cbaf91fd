import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { countRejection } from '../../shared/rejection.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { IMAGE_FORMATS } from '../image-format.ts';
import { type DerivativePorts, makeDerivative } from './make-derivative.ts';

const environment = parseEnvironment(
  z.object({ PROCESSED_BUCKET: text, THUMBNAILS_BUCKET: text, MAX_IMAGE_PIXELS: count }),
  process.env,
);
const telemetry = createTelemetry();
const ports: DerivativePorts = {
  objects: new S3ObjectStore(telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT))),
  buckets: { processed: environment.PROCESSED_BUCKET, thumbnail: environment.THUMBNAILS_BUCKET },
  maxPixels: environment.MAX_IMAGE_PIXELS,
  now: () => new Date(),
};

/** What the states "Make the processed copy" and "Make the thumbnail" send. */
const resizeRequest = z.object({
  correlationId: z.string(),
  kind: z.enum(['processed', 'thumbnail']),
  imageId: z.string(),
  original: z.object({
    bucket: z.string(),
    key: z.string(),
    versionId: z.string().optional(),
    format: z.enum(IMAGE_FORMATS),
  }),
  processedBy: z.string(),
});

export const handler = serviceHandler({
  request: resizeRequest,
  telemetry,
  async handle(request) {
    const result = await makeDerivative(request, ports);
    if (result.outcome === 'rejected') {
      countRejection(telemetry, 'ImagesRejected', result);
    } else {
      telemetry.logger.info('derivative made', { imageId: request.imageId, kind: request.kind, ...result });
      telemetry.metrics.addDimension('kind', request.kind);
      telemetry.metrics.addMetric('DerivativeBytes', MetricUnit.Bytes, result.sizeBytes);
    }
    return result;
  },
});
