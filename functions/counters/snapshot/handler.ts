import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { DynamoCounters } from '../dynamo-counters.ts';
import { type SnapshotPorts, takeSnapshot } from './take-snapshot.ts';

const environment = parseEnvironment(z.object({ STATS_TABLE: text }), process.env);
const telemetry = createTelemetry();
const ports: SnapshotPorts = {
  counters: new DynamoCounters(
    telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)),
    environment.STATS_TABLE,
  ),
  now: () => new Date(),
};

/** What the state "Begin an epoch" sends. */
const snapshotRequest = z.object({ correlationId: z.string(), domain: z.string() });

export const handler = serviceHandler({
  request: snapshotRequest,
  telemetry,
  async handle({ domain }) {
    const snapshot = await takeSnapshot(domain, ports);
    telemetry.logger.info('epoch begun', { domain, snapshot });
    return { snapshot };
  },
});
