import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { json, parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { readTotals } from '../../shared/ledger/totals.ts';
import { remembered } from '../../shared/remembered.ts';
import { functionActivity } from './function-activity.ts';
import { type DashboardPorts, getDashboard } from './get-dashboard.ts';
import { recentErrors } from './recent-errors.ts';
import { dashboardRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({
    STATS_TABLE: text,
    LOG_INDEX_TABLE: text,
    BUCKETS: json(z.record(z.string(), z.string())),
    FUNCTION_NAMES: text,
    VERSION: text,
  }),
  process.env,
);
const telemetry = createHttpTelemetry();
const dynamo = new DynamoDBClient(CLIENT);
const cloudWatch = new CloudWatchClient(CLIENT);
const functionNames = environment.FUNCTION_NAMES.split(',');
const monotonic = () => performance.now();

/** The numbers may be so old, and so long may a reader keep them. */
const MAX_AGE_SECONDS = 10;
/** What CloudWatch has heard of is a minute old anyway, and it charges for each answer. */
const ACTIVITY_MAX_AGE_SECONDS = 60;

const askCloudWatch = remembered(ACTIVITY_MAX_AGE_SECONDS, monotonic, () =>
  functionActivity(cloudWatch, functionNames, new Date()),
);
const ports: DashboardPorts = {
  totals: () => readTotals(dynamo, environment.STATS_TABLE, ['images', 'logs', 'notifications', 'files']),
  recentErrors: () => recentErrors(dynamo, environment.LOG_INDEX_TABLE),
  async activity() {
    try {
      return await askCloudWatch();
    } catch (error) {
      // All the rest is worth showing without it.
      telemetry.logger.warn('CloudWatch did not say what the functions did', { error });
      return undefined;
    }
  },
  functionNames,
  buckets: environment.BUCKETS,
  version: environment.VERSION,
  now: () => new Date(),
};
const dashboard = remembered(MAX_AGE_SECONDS, monotonic, () => getDashboard(ports));

export const handler = httpHandler({
  route: dashboardRoute,
  telemetry,
  handle: async () => ({ body: await dashboard(), maxAgeSeconds: MAX_AGE_SECONDS }),
});
