import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoLedger } from '../../shared/ledger/dynamo-ledger.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { imageIndexKeys } from './image-row.ts';
import { type RecordPorts, recordImage } from './record-image.ts';

const environment = parseEnvironment(z.object({ IMAGES_TABLE: text, STATS_TABLE: text }), process.env);
const telemetry = createTelemetry();
const ports: RecordPorts = {
  ledger: new DynamoLedger(telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
    rows: environment.IMAGES_TABLE,
    key: 'imageId',
    indexKeys: imageIndexKeys,
    counters: environment.STATS_TABLE,
    domain: 'images',
  }),
  now: () => new Date(),
};

const outcome = z.discriminatedUnion('status', [
  z.object({ status: z.literal('completed'), processedKey: z.string(), thumbnailKey: z.string() }),
  z.object({ status: z.literal('error'), errorCode: z.string(), errorMessage: z.string() }),
]);

/** What the states "Record the image" and "Record the rejection" send. */
const recordRequest = z.object({
  correlationId: z.string(),
  imageId: z.string(),
  processedBy: z.string(),
  /** Of an event that nobody could make sense of, time and place are what it said, if anything. */
  receivedAt: z.string(),
  /** When the execution began: times of events are whole seconds, this is exact. */
  startedAt: z.iso.datetime(),
  original: z.object({
    bucket: z.string().optional(),
    key: z.string().optional(),
    versionId: z.string().optional(),
    uploadedAt: z.string().optional(),
    sizeBytes: z.number().optional(),
    contentType: z.string().optional(),
    format: z.string().optional(),
    width: z.number().optional(),
    height: z.number().optional(),
  }),
  outcome,
});

const METRICS = { completed: 'ImagesCompleted', error: 'ImagesFailed' } as const;

export const handler = serviceHandler({
  request: recordRequest,
  telemetry,
  async handle({ original: { bucket, key, versionId, uploadedAt, ...facts }, receivedAt, startedAt, ...request }) {
    const recorded = await recordImage(
      {
        ...request,
        uploadedAt: uploadedAt ?? receivedAt,
        original: { originalBucket: bucket, originalKey: key, originalVersionId: versionId, ...facts },
      },
      ports,
    );
    telemetry.logger.info('image recorded', { imageId: request.imageId, ...recorded });
    if (recorded.news) {
      telemetry.metrics.addMetric(METRICS[recorded.status], MetricUnit.Count, 1);
      if (recorded.status === 'completed') measureSince(startedAt);
    }
    return recorded;
  },
});

/** How long an image takes from the start of its workflow to its row; clocks that disagree make it no less than nothing. */
function measureSince(startedAt: string): void {
  const milliseconds = Math.max(0, Date.now() - Date.parse(startedAt));
  telemetry.metrics.addMetric('ProcessingTime', MetricUnit.Milliseconds, milliseconds);
}
