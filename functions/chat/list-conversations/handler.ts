import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { showConversation, standingConversations } from '../shown-conversation.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { listConversationsRoute } from './route.ts';

const environment = parseEnvironment(z.object({ CONVERSATIONS_TABLE: text }), process.env);
const known = new DynamoConversations(new DynamoDBClient(CLIENT), environment.CONVERSATIONS_TABLE);

/** As many as one BatchGetItem describes. */
const MAX_CONVERSATIONS = 100;

export const handler = httpHandler({
  route: listConversationsRoute,
  telemetry: createHttpTelemetry(),
  async handle({ caller: { userId } }) {
    const joined = await known.ofUser(userId, MAX_CONVERSATIONS);
    const newestFirst = joined.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    const conversations = [...standingConversations(userId), ...newestFirst.map(showConversation)];
    return { body: { conversations, count: conversations.length } };
  },
});
