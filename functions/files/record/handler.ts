import { randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { backOff } from '../../shared/back-off.ts';
import { json, parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoLedger } from '../../shared/ledger/dynamo-ledger.ts';
import { ObjectNotFoundError } from '../../shared/object-store.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type FileRow, fileIndexKeys } from '../file-row.ts';
import { fileChanges } from './file-change.ts';
import { type BatchAnswer, recordChanges } from './record-changes.ts';
import { type FilePorts, recordFile } from './record-file.ts';

const environment = parseEnvironment(
  z.object({ FILES_TABLE: text, STATS_TABLE: text, BUCKETS: json(z.record(z.string(), z.string())) }),
  process.env,
);
const { logger, metrics, tracer } = createTelemetry();
const objects = new S3ObjectStore(tracer.captureAWSv3Client(new S3Client(LONG_CLIENT)));
const ports: FilePorts = {
  ledger: new DynamoLedger<FileRow>(tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
    rows: environment.FILES_TABLE,
    key: 'fileId',
    indexKeys: fileIndexKeys,
    counters: environment.STATS_TABLE,
    domain: 'files',
  }),
  async look({ bucket, key }) {
    try {
      const { sizeBytes, lastModified, etag } = await objects.describe({ bucket, key });
      return { sizeBytes, modifiedAt: lastModified.toISOString(), etag };
    } catch (error) {
      if (error instanceof ObjectNotFoundError) return undefined;
      throw error;
    }
  },
  backOff,
  newId: randomUUID,
  now: () => new Date(),
};

/** Takes messages of the queue of files, each an event of S3. */
export async function handler(event: unknown, context: Context): Promise<BatchAnswer> {
  logger.addContext(context);
  const changes = fileChanges.parse(event);
  const answer = await recordChanges(changes, {
    buckets: environment.BUCKETS,
    record: (place) => recordFile(place, ports),
    failed: (messageId, error) => logger.error('a file was not recorded', { messageId, error }),
  });
  metrics.addMetric('FilesRecorded', MetricUnit.Count, changes.Records.length - answer.batchItemFailures.length);
  metrics.publishStoredMetrics();
  return answer;
}
