import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { CLIENT, LONG_CLIENT } from '../../shared/aws-client.ts';
import { backOff } from '../../shared/back-off.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { S3ObjectStore } from '../../shared/s3-object-store.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { batchRequest } from '../batch-request.ts';
import { DynamoLogIndex } from './dynamo-log-index.ts';
import { type IndexPorts, indexBatch } from './index-batch.ts';

const environment = parseEnvironment(z.object({ LOG_INDEX_TABLE: text, RETENTION_SECONDS: count }), process.env);
const telemetry = createTelemetry();
const ports: IndexPorts = {
  objects: new S3ObjectStore(telemetry.tracer.captureAWSv3Client(new S3Client(LONG_CLIENT))),
  index: new DynamoLogIndex(
    telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)),
    environment.LOG_INDEX_TABLE,
  ),
  backOff,
  retentionSeconds: environment.RETENTION_SECONDS,
};

export const handler = serviceHandler({
  request: batchRequest,
  telemetry,
  async handle(request) {
    const result = await indexBatch(request, ports);
    telemetry.logger.info('batch indexed', { batchId: request.batchId, ...result });
    telemetry.metrics.addMetric('LogsIndexed', MetricUnit.Count, result.indexed);
    return result;
  },
});
