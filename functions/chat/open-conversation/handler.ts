import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { CLIENT } from '../../shared/aws-client.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { DynamoAnswerMemory } from '../../shared/http/dynamo-answer-memory.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { DynamoConnections } from '../tables/dynamo-connections.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { type OpenConversationPorts, openConversation } from './open-conversation.ts';
import { openConversationRoute } from './route.ts';

const environment = parseEnvironment(
  z.object({ ANSWERS_TABLE: text, CONVERSATIONS_TABLE: text, CONNECTIONS_TABLE: text }),
  process.env,
);
const dynamo = new DynamoDBClient(CLIENT);
const now = () => new Date();
const ports: OpenConversationPorts = {
  answers: new DynamoAnswerMemory(dynamo, environment.ANSWERS_TABLE, now),
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
  connections: new DynamoConnections(dynamo, environment.CONNECTIONS_TABLE),
  newId: randomUUID,
  now,
};

export const handler = httpHandler({
  route: openConversationRoute,
  telemetry: createHttpTelemetry(),
  handle: (request) => openConversation(request, ports),
});
