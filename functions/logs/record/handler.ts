import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoLedger } from '../../shared/ledger/dynamo-ledger.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type RecordPorts, recordBatch } from './record-batch.ts';

const environment = parseEnvironment(
  z.object({ LOG_BATCHES_TABLE: text, STATS_TABLE: text, RETENTION_SECONDS: count }),
  process.env,
);
const telemetry = createTelemetry();
const ports: RecordPorts = {
  ledger: new DynamoLedger(telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
    rows: environment.LOG_BATCHES_TABLE,
    key: 'batchId',
    indexKeys: () => ({}),
    counters: environment.STATS_TABLE,
    domain: 'logs',
  }),
  retentionSeconds: environment.RETENTION_SECONDS,
  now: () => new Date(),
};

const setAsideCount = z.number();
const outcome = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('completed'),
    count: z.number(),
    levels: z.partialRecord(z.enum(LOG_LEVELS), z.number()),
    setAsideCount,
    archiveKey: z.string(),
    archiveBytes: z.number(),
  }),
  z.object({
    status: z.enum(['rejected', 'failed']),
    setAsideCount,
    errorCode: z.string(),
    errorMessage: z.string(),
  }),
]);

/** What the states "Record the batch" and "Record the rejection" send. */
const recordRequest = z.object({
  correlationId: z.string(),
  batchId: z.string(),
  receivedAt: z.iso.datetime(),
  processedBy: z.string(),
  outcome,
});

export const handler = serviceHandler({
  request: recordRequest,
  telemetry,
  async handle(request) {
    const recorded = await recordBatch(request, ports);
    const { batchId, outcome } = request;
    telemetry.logger.info('batch recorded', { batchId, ...recorded });
    if (recorded.news) measure(outcome);
    return recorded;
  },
});

/** A batch that nobody was told of yet is measured again: the counters are exact, these are for looking at. */
function measure(outcome: z.infer<typeof recordRequest>['outcome']): void {
  const { metrics } = telemetry;
  metrics.addMetric('LogsSetAside', MetricUnit.Count, outcome.setAsideCount);
  if (outcome.status !== 'completed') return;
  for (const [level, count] of Object.entries(outcome.levels)) {
    metrics.singleMetric().addDimension('level', level).addMetric('Logs', MetricUnit.Count, count);
  }
}
