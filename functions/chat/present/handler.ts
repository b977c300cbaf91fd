import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { conversationId } from '../../../events/chat-text.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { GENERAL, resolveConversation } from '../conversation.ts';
import { socketHandler } from '../socket-handler.ts';
import { DynamoConnections } from '../tables/dynamo-connections.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { type PresentPorts, whoIsPresent } from './who-is-present.ts';

const environment = parseEnvironment(z.object({ CONVERSATIONS_TABLE: text, CONNECTIONS_TABLE: text }), process.env);
const dynamo = new DynamoDBClient(CLIENT);
const ports: PresentPorts = {
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
  connections: new DynamoConnections(dynamo, environment.CONNECTIONS_TABLE),
};

/** `{"action": "present", "conversationId": "general"}` */
const frame = z.object({ conversationId: conversationId.default(GENERAL) });

export const handler = socketHandler({
  body: frame,
  telemetry: createHttpTelemetry(),
  now: Date.now,
  async handle({ caller: { userId }, body }) {
    const conversationId = resolveConversation(body.conversationId, userId);
    return { event: 'present', conversationId, ...(await whoIsPresent(userId, conversationId, ports)) };
  },
});
