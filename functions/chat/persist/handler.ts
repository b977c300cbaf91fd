import { setTimeout } from 'node:timers/promises';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import type { BackOff } from '../../shared/back-off.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { countRejection } from '../../shared/rejection.ts';
import { serviceHandler } from '../../shared/service-handler.ts';
import { createTelemetry } from '../../shared/telemetry.ts';
import { MESSAGE_TYPES } from '../message.ts';
import { DynamoMessageLog } from '../tables/dynamo-message-log.ts';
import { persistMessage } from './persist-message.ts';

const environment = parseEnvironment(
  z.object({ MESSAGES_TABLE: text, CONVERSATIONS_TABLE: text, MESSAGE_RETENTION_SECONDS: count }),
  process.env,
);
const telemetry = createTelemetry();
/** Tells of each message when it is added. Made once: it brings a console of its own. */
const ofType = telemetry.metrics.singleMetric();

/** Others are at the same counter for a few milliseconds each; who waits as long as for a busy partition is never heard. */
const FIRST_MILLISECONDS = 4;
const LONGEST_MILLISECONDS = 250;
const shortBackOff: BackOff = (attempt) =>
  setTimeout(Math.random() * Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** attempt));

const messages = new DynamoMessageLog(telemetry.tracer.captureAWSv3Client(new DynamoDBClient(CLIENT)), {
  messages: environment.MESSAGES_TABLE,
  conversations: environment.CONVERSATIONS_TABLE,
  retentionSeconds: environment.MESSAGE_RETENTION_SECONDS,
  now: Date.now,
  backOff: shortBackOff,
});

/** What the states "Persist the message" and "Persist the reply" send. */
const persistRequest = z.object({ correlationId: z.string(), type: z.enum(MESSAGE_TYPES), message: z.unknown() });

export const handler = serviceHandler({
  request: persistRequest,
  telemetry,
  async handle(request) {
    const result = await persistMessage(request, messages);
    if (result.outcome === 'rejected') {
      countRejection(telemetry, 'MessagesRejected', result);
      return result;
    }
    const { conversationId, messageId, type } = result.frame;
    telemetry.logger.info('message persisted', { conversationId, messageId, sequence: result.sequence });
    ofType.addDimension('type', type).addMetric('Messages', MetricUnit.Count, 1);
    return result;
  },
});
