import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { json, parseEnvironment } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { rowTable, startKeyInRequest } from '../row-table.ts';
import { DynamoRowSource } from './dynamo-row-source.ts';
import { recountPart } from './recount-part.ts';

const environment = parseEnvironment(z.object({ ROW_TABLES: json(z.array(rowTable)) }), process.env);
const telemetry = createTelemetry();
const source = new DynamoRowSource(
  telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)),
  environment.ROW_TABLES,
);

const counts = z.record(z.string(), z.number());

/** What the state "Recount some pages" sends. */
const recountRequest = z.object({
  correlationId: z.string(),
  domain: z.string(),
  segment: z.int().min(0),
  segments: z.int().min(1),
  epochs: z.record(z.string(), z.number()),
  sums: z.record(z.string(), counts),
  startKey: startKeyInRequest,
});

export const handler = serviceHandler({
  request: recountRequest,
  telemetry,
  async handle(request) {
    const recounted = await recountPart(request, source);
    const { domain, segment } = request;
    telemetry.logger.info('rows recounted', { domain, segment, rows: recounted.rows, done: !recounted.nextKey });
    return recounted;
  },
});
