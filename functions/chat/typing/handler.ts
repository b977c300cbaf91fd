import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { conversationId } from '../../../events/chat-text.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { countReach, sendEnvironment, sendPorts } from '../broadcast/broadcast-ports.ts';
import { GENERAL, resolveConversation } from '../conversation.ts';
import { socketHandler } from '../socket-handler.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { DynamoRateLimit } from '../tables/dynamo-rate-limit.ts';
import { type TypingPorts, tellTyping } from './tell-typing.ts';

const environment = parseEnvironment(sendEnvironment.extend({ CONVERSATIONS_TABLE: text }), process.env);
const telemetry = createHttpTelemetry();
const dynamo = new DynamoDBClient(CLIENT);
const ports: TypingPorts = {
  ...sendPorts(environment, telemetry),
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
  rateLimit: new DynamoRateLimit(dynamo, environment.RATE_LIMITS_TABLE),
  // The audience is told whole or not at all, and is never so large that a part is left over.
  hand: async () => {},
};

/** `{"action": "typing", "conversationId": "general"}` */
const frame = z.object({ conversationId: conversationId.default(GENERAL) });

export const handler = socketHandler({
  body: frame,
  telemetry,
  now: Date.now,
  async handle({ caller: { userId }, body, correlationId }) {
    const told = await tellTyping(userId, resolveConversation(body.conversationId, userId), correlationId, ports);
    if (told) countReach(telemetry, told);
    return { event: 'done', action: 'typing' };
  },
});
