import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { json, parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { rowTable, startKeyInRequest } from '../row-table.ts';
import { DynamoOldRows } from './dynamo-old-rows.ts';
import { forgetRows } from './forget-rows.ts';

const environment = parseEnvironment(z.object({ STATS_TABLE: text, ROW_TABLES: json(z.array(rowTable)) }), process.env);
const telemetry = createTelemetry();
const oldRows = new DynamoOldRows(telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
  rows: environment.ROW_TABLES,
  counters: environment.STATS_TABLE,
});

/** What the state "Forget old rows" sends. */
const forgetRequest = z.object({
  correlationId: z.string(),
  domain: z.string(),
  epochs: z.record(z.string(), z.number()),
  startKey: startKeyInRequest,
});

export const handler = serviceHandler({
  request: forgetRequest,
  telemetry,
  async handle(request) {
    const result = await forgetRows(request, oldRows, new Date());
    telemetry.logger.info('rows forgotten', { domain: request.domain, forgotten: result.forgotten });
    return result;
  },
});
