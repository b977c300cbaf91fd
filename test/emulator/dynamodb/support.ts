import { CreateTableCommand, type CreateTableCommandInput, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../../emulator/runtime/clock.ts';
import { createDynamoDb, type DynamoDb } from '../../../emulator/services/dynamodb/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

/** A DynamoDB on a free port, its client, and what lies behind it. */
export async function startDynamoDb({ clock }: { clock?: Clock } = {}) {
  let service: DynamoDb | undefined;
  const endpoint = await startEndpoint(
    (ports) => {
      service = createDynamoDb(ports);
      return [service];
    },
    clock ? { clock } : {},
  );
  if (!service) throw new Error('The endpoint made no service');
  const client = new DynamoDBClient(endpoint.client);
  return {
    ...endpoint,
    service,
    client,
    async close() {
      client.destroy();
      await endpoint.close();
    },
  };
}

export type RunningDynamoDb = Awaited<ReturnType<typeof startDynamoDb>>;

/** `orders`: partition key `pk` and sort key `sk`, both text, on demand, unless told otherwise. */
export const ORDERS: CreateTableCommandInput = {
  TableName: 'orders',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

/** `users`: partition key `id`. */
export const USERS: CreateTableCommandInput = {
  TableName: 'users',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};

export async function createTables(client: DynamoDBClient, ...tables: CreateTableCommandInput[]): Promise<void> {
  for (const table of tables) await client.send(new CreateTableCommand(table));
}

/** Turns a refusal into what it said: `ValidationException: One or more …`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  return 'no refusal';
}
