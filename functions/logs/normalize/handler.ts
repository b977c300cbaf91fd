import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { LONG_CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { countRejection } from '../../shared/rejection.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type NormalizePorts, normalizeBatch } from './normalize-batch.ts';

const environment = parseEnvironment(
  z.object({ ARCHIVE_BUCKET: text, MAX_BATCH_BYTES: count, MAX_BATCH_ENTRIES: count }),
  process.env,
);
const telemetry = createTelemetry();
const ports: NormalizePorts = {
  objects: new S3ObjectStore(telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT))),
  bucket: environment.ARCHIVE_BUCKET,
  limits: { maxBytes: environment.MAX_BATCH_BYTES, maxEntries: environment.MAX_BATCH_ENTRIES },
};

/** What the state "Normalize the logs" sends. */
const normalizeRequest = z.object({
  correlationId: z.string(),
  batchId: z.string(),
  receivedAt: z.iso.datetime(),
  data: z.unknown(),
});

export const handler = serviceHandler({
  request: normalizeRequest,
  telemetry,
  async handle({ batchId, receivedAt, data }) {
    const normalized = await normalizeBatch({ batchId, receivedAt, data }, ports);
    const { setAside } = normalized;
    if (normalized.outcome === 'rejected') {
      countRejection(telemetry, 'LogBatchesRejected', normalized);
    } else {
      const { count, levels } = normalized;
      telemetry.logger.info('batch normalized', { batchId, count, levels, setAside: setAside.count });
    }
    return normalized;
  },
});
