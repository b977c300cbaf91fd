import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type BroadcastPorts, broadcast } from './broadcast.ts';
import { countReach, sendEnvironment, sendPorts } from './broadcast-ports.ts';
import { queueShards } from './queue-shards.ts';

const environment = parseEnvironment(sendEnvironment.extend({ SHARD_QUEUE_URL: text }), process.env);
const telemetry = createTelemetry();
const sqs = telemetry.tracer.captureAWSv3Client(new SQSClient(CLIENT));
const ports: BroadcastPorts = {
  ...sendPorts(environment, telemetry),
  hand: (shards) => queueShards(sqs, environment.SHARD_QUEUE_URL, shards),
};

/** What the states "Broadcast the message", "Broadcast the reply" and "Tell the others" send. */
const broadcastRequest = z.object({
  correlationId: z.string(),
  conversationId: z.string(),
  frame: z.looseObject({ event: z.string() }),
  /** When somebody has said what is sent now. */
  sentAt: z.iso.datetime().nullish(),
  atMost: z.number().optional(),
});

export const handler = serviceHandler({
  request: broadcastRequest,
  telemetry,
  async handle({ correlationId, conversationId, frame, sentAt, atMost }) {
    const audience = { conversationId };
    const result = await broadcast({ audience, frame: JSON.stringify(frame), correlationId, atMost }, ports);
    telemetry.logger.info('frame broadcast', { conversationId, kind: frame.event, ...result });
    countReach(telemetry, result);
    if (sentAt) {
      const milliseconds = Math.max(0, Date.now() - Date.parse(sentAt));
      telemetry.metrics.addMetric('SocketToBroadcast', MetricUnit.Milliseconds, milliseconds);
    }
    return result;
  },
});
