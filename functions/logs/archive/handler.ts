import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { batchRequest } from '../batch-request.ts';
import { type ArchivePorts, archiveBatch } from './archive-batch.ts';

const environment = parseEnvironment(z.object({ ARCHIVE_BUCKET: text }), process.env);
const telemetry = createTelemetry();
const ports: ArchivePorts = {
  objects: new S3ObjectStore(telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT))),
  bucket: environment.ARCHIVE_BUCKET,
  now: () => new Date(),
};

export const handler = serviceHandler({
  request: batchRequest,
  telemetry,
  async handle(request) {
    const archived = await archiveBatch(request, ports);
    telemetry.logger.info('batch archived', { batchId: request.batchId, ...archived });
    telemetry.metrics.addMetric('ArchivedBytes', MetricUnit.Bytes, archived.sizeBytes);
    return archived;
  },
});
