import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { DynamoCounters } from '../dynamo-counters.ts';
import { repairCounters } from './repair-counters.ts';

const environment = parseEnvironment(z.object({ STATS_TABLE: text }), process.env);
const telemetry = createTelemetry();
const counters = new DynamoCounters(
  telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)),
  environment.STATS_TABLE,
);

const counts = z.record(z.string(), z.number());

/** What the state "Repair the counters" sends. */
const repairRequest = z.object({
  correlationId: z.string(),
  domain: z.string(),
  snapshot: z.array(z.object({ counter: z.string(), epoch: z.number(), counts })),
  parts: z.array(z.record(z.string(), counts)),
});

export const handler = serviceHandler({
  request: repairRequest,
  telemetry,
  async handle({ domain, ...request }) {
    const repaired = await repairCounters(request, counters);
    telemetry.logger[repaired.wrong > 0 ? 'warn' : 'info']('counters compared with a recount', { domain, ...repaired });
    // Said when it is nothing, too: an alarm can tell "no drift" from "nobody looked".
    telemetry.metrics.addDimension('domain', domain);
    telemetry.metrics.addMetric('CounterDrift', MetricUnit.Count, repaired.deviation);
    return { domain, ...repaired };
  },
});
