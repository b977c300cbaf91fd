import { SQSClient } from '@aws-sdk/client-sqs';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { type BroadcastPorts, broadcast } from '../broadcast/broadcast.ts';
import { countReach, sendEnvironment, sendPorts } from '../broadcast/broadcast-ports.ts';
import { queueShards } from '../broadcast/queue-shards.ts';
import { audienceOf, frameOf, outcomeEvent } from './push-outcome.ts';

const environment = parseEnvironment(sendEnvironment.extend({ SHARD_QUEUE_URL: text }), process.env);
const telemetry = createTelemetry();
const sqs = telemetry.tracer.captureAWSv3Client(new SQSClient(CLIENT));
const ports: BroadcastPorts = {
  ...sendPorts(environment, telemetry),
  hand: (shards) => queueShards(sqs, environment.SHARD_QUEUE_URL, shards),
};

/** Asked by EventBridge for every event of other domains that people wait for. */
export const handler = serviceHandler({
  request: outcomeEvent,
  telemetry,
  async handle(outcome) {
    const { correlationId, detailType } = outcome;
    const frame = JSON.stringify(frameOf(outcome));
    const result = await broadcast({ audience: audienceOf(outcome), frame, correlationId }, ports);
    telemetry.logger.info('outcome pushed', { detailType, ...result });
    countReach(telemetry, result);
  },
});
