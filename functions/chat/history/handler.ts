import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { conversationId } from '../../../events/chat-text.ts';
import { CLIENT } from '../../shared/aws-client.ts';
import { backOff } from '../../shared/back-off.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { GENERAL, resolveConversation } from '../conversation.ts';
import { socketHandler } from '../socket-handler.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { DynamoMessageLog } from '../tables/dynamo-message-log.ts';
import { pageLimits } from './page-limits.ts';
import { type HistoryPorts, readHistory } from './read-history.ts';

const environment = parseEnvironment(
  z.object({ CONVERSATIONS_TABLE: text, MESSAGES_TABLE: text, MESSAGE_RETENTION_SECONDS: count }),
  process.env,
);
const telemetry = createHttpTelemetry();
const dynamo = new DynamoDBClient(CLIENT);
const ports: HistoryPorts = {
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
  messages: new DynamoMessageLog(dynamo, {
    messages: environment.MESSAGES_TABLE,
    conversations: environment.CONVERSATIONS_TABLE,
    retentionSeconds: environment.MESSAGE_RETENTION_SECONDS,
    now: Date.now,
    backOff,
  }),
};

/** `{"action": "history", "conversationId": "general", "after": 41}`, or `before`, or neither: the newest. */
const frame = z
  .object({ conversationId: conversationId.default(GENERAL), ...pageLimits })
  .refine(({ after, before }) => after === undefined || before === undefined, 'after and before exclude each other');

export const handler = socketHandler({
  body: frame,
  telemetry,
  now: Date.now,
  async handle({ caller: { userId }, body }) {
    const conversationId = resolveConversation(body.conversationId, userId);
    const page = await readHistory(userId, { ...body, conversationId }, ports);
    return { event: 'history', conversationId, ...page };
  },
});
