import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { backOff } from '../../shared/back-off.ts';
import { count, parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { NotFound } from '../../shared/http/problem.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { resolveConversation } from '../conversation.ts';
import { FrameError } from '../frame-error.ts';
import { type HistoryPorts, readHistory } from '../history/read-history.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { DynamoMessageLog } from '../tables/dynamo-message-log.ts';
import { listMessagesRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({ CONVERSATIONS_TABLE: text, MESSAGES_TABLE: text, MESSAGE_RETENTION_SECONDS: count }),
  process.env,
);
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

export const handler = httpHandler({
  route: listMessagesRoute,
  telemetry: createHttpTelemetry(),
  async handle({ caller: { userId }, parameters, query }) {
    const conversationId = resolveConversation(parameters.id, userId);
    try {
      const { messages, more } = await readHistory(userId, { conversationId, ...query }, ports);
      return { body: { messages: [...messages], count: messages.length, more } };
    } catch (error) {
      if (error instanceof FrameError && error.code === 'NotAMember') throw new NotFound(error.message);
      throw error;
    }
  },
});
