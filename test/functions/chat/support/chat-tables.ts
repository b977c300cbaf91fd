import type { CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Conversations } from '../../../../functions/chat/tables/conversations.ts';
import { DynamoConnectionSlots } from '../../../../functions/chat/tables/dynamo-connection-slots.ts';
import { DynamoConnections } from '../../../../functions/chat/tables/dynamo-connections.ts';
import { DynamoConversations } from '../../../../functions/chat/tables/dynamo-conversations.ts';
import { DynamoMessageLog } from '../../../../functions/chat/tables/dynamo-message-log.ts';
import { DynamoRateLimit } from '../../../../functions/chat/tables/dynamo-rate-limit.ts';
import { createTables, startDynamoDb } from '../../../emulator/dynamodb/support.ts';

type Keys = readonly [partition: string, sort: string];

/** Keyed as lib/constructs/chat/chat-tables.ts keys them. */
const TABLES = [
  table(
    'connections',
    ['connectionId', 'conversationId'],
    [
      ['by-conversation', ['conversationId', 'connectionId']],
      ['by-user', ['userId', 'connectionId']],
    ],
  ),
  table('messages', ['conversationId', 'position'], [['by-user', ['userId', 'sentAtId']]]),
  table('conversations', ['conversationId', 'item'], [['by-member', ['memberId', 'conversationId']]]),
  table('rate-limits', ['limit'], []),
];

/** The tables of the chat in a DynamoDB of their own. */
export async function startTables() {
  const dynamo = await startDynamoDb();
  await createTables(dynamo.client, ...TABLES);
  return dynamo;
}

/** What one execution environment has of the tables: its guesses are its own. */
export function tablesOf(client: DynamoDBClient, slots = 10) {
  const conversations: Conversations = new DynamoConversations(client, 'conversations');
  return {
    conversations,
    connections: new DynamoConnections(client, 'connections'),
    slots: new DynamoConnectionSlots(client, { table: 'rate-limits', slots, now: Date.now }),
    rateLimit: new DynamoRateLimit(client, 'rate-limits'),
    messages: new DynamoMessageLog(client, {
      messages: 'messages',
      conversations: 'conversations',
      retentionSeconds: 30 * 24 * 3600,
      now: Date.now,
      // Whoever is slower than the others lets them go first.
      backOff: () => new Promise(setImmediate),
    }),
  };
}

function table(
  TableName: string,
  keys: Keys | readonly [string],
  indexes: readonly (readonly [name: string, keys: Keys])[],
): CreateTableCommandInput {
  const names = [...new Set([...keys, ...indexes.flatMap(([, keys]) => keys)])];
  return {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keySchema(keys),
    ...(indexes.length > 0 && {
      GlobalSecondaryIndexes: indexes.map(([IndexName, keys]) => ({
        IndexName,
        KeySchema: keySchema(keys),
        Projection: { ProjectionType: 'ALL' },
      })),
    }),
  };
}

function keySchema([partition, sort]: readonly string[]): CreateTableCommandInput['KeySchema'] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' as const }]),
  ];
}
