import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { json, parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { readTotals } from '../../shared/ledger/totals.ts';
import { remembered } from '../../shared/remembered.ts';
import { getStats, type StatsPorts } from './get-stats.ts';
import { statsRoute } from './route.ts';

const environment = parseEnvironment(z.object({ STATS_TABLE: text, CONTENTS: json(z.array(z.string())) }), process.env);
const dynamo = new DynamoDBClient(CLIENT);
const monotonic = () => performance.now();

/** The numbers may be so old, and so long may a reader keep them. */
const MAX_AGE_SECONDS = 5;

const ports: StatsPorts = {
  totals: () => readTotals(dynamo, environment.STATS_TABLE, ['images', 'logs', 'notifications', 'files']),
  since: remembered(Number.POSITIVE_INFINITY, monotonic, async () => {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: environment.STATS_TABLE }));
    return z.date().parse(Table?.CreationDateTime);
  }),
  contents: environment.CONTENTS,
  now: () => new Date(),
};
const stats = remembered(MAX_AGE_SECONDS, monotonic, () => getStats(ports));

export const handler = httpHandler({
  route: statsRoute,
  telemetry: createHttpTelemetry(),
  handle: async () => ({ body: await stats(), maxAgeSeconds: MAX_AGE_SECONDS }),
});
