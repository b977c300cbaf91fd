import { randomUUID } from 'node:crypto';
import { MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { content, conversationId, messageId } from '../../../events/chat-text.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { GENERAL, resolveConversation } from '../conversation.ts';
import { publisher } from '../publish-chat-event.ts';
import { socketHandler } from '../socket-handler.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { DynamoRateLimit } from '../tables/dynamo-rate-limit.ts';
import { type SendPorts, sendMessage } from './send-message.ts';

const environment = parseEnvironment(
  z.object({ CONVERSATIONS_TABLE: text, RATE_LIMITS_TABLE: text, EVENT_BUS: text, MESSAGES_PER_MINUTE: count }),
  process.env,
);
const telemetry = createHttpTelemetry();
const dynamo = new DynamoDBClient(CLIENT);
const ports: SendPorts = {
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
  rateLimit: new DynamoRateLimit(dynamo, environment.RATE_LIMITS_TABLE),
  allowance: { limit: environment.MESSAGES_PER_MINUTE, windowMilliseconds: 60_000 },
  publish: publisher(new EventBridgeClient(CLIENT), environment.EVENT_BUS),
  now: Date.now,
};

/** `{"action": "sendmessage", "message": "hola", "conversationId": "general", "messageId": "…"}` */
const frame = z.object({
  message: content,
  conversationId: conversationId.default(GENERAL),
  messageId: messageId.optional(),
});

export const handler = socketHandler({
  body: frame,
  telemetry,
  now: Date.now,
  async handle({ caller: { userId, userName }, body, correlationId, receivedAt }) {
    const acknowledged = await sendMessage(
      {
        userId,
        userName,
        conversationId: resolveConversation(body.conversationId, userId),
        messageId: body.messageId ?? randomUUID(),
        content: body.message,
        correlationId,
        receivedAt,
      },
      ports,
    );
    telemetry.metrics.addMetric('MessagesAccepted', MetricUnit.Count, 1);
    return acknowledged;
  },
});
