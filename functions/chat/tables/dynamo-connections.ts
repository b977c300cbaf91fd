import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { GENERAL } from '../conversation.ts';
import type { Connections, KnownConnection, Listener, ListenerPage, NewConnection, Present } from './connections.ts';

/** API Gateway ends a connection after 2 hours; rows that nobody removed are forgotten a little later. */
const ROW_LIFE_SECONDS = 2.5 * 3600;

const row = z.object({
  connectionId: z.string(),
  conversationId: z.string(),
  connectedAt: z.number(),
  tokenExpiresAt: z.number(),
});

/** Keeps connections in DynamoDB: lib/constructs/chat/chat-tables.ts says how. */
export class DynamoConnections implements Connections {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async open(connection: NewConnection): Promise<void> {
    // This row stands for the connection itself: it alone is in the index by user.
    await this.#put({ ...rowOf(connection), conversationId: GENERAL, userId: connection.userId, status: 'open' });
  }

  async listen(connection: NewConnection, conversationIds: readonly string[]): Promise<void> {
    const common = { ...rowOf(connection), memberId: connection.userId };
    await Promise.all(conversationIds.map((conversationId) => this.#put({ ...common, conversationId })));
  }

  async find(connectionId: string): Promise<KnownConnection> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'connectionId = :connectionId',
        ExpressionAttributeValues: marshall({ ':connectionId': connectionId }),
        ConsistentRead: true,
      }),
    );
    return {
      userId: Items.find(({ userId }) => userId !== undefined)?.userId?.S,
      conversationIds: Items.flatMap(({ conversationId }) => conversationId?.S ?? []),
    };
  }

  async forget(connectionId: string, conversationIds: readonly string[]): Promise<boolean> {
    const others = conversationIds.filter((conversationId) => conversationId !== GENERAL);
    await Promise.all(others.map((conversationId) => this.#delete(connectionId, conversationId)));
    return this.#delete(connectionId, GENERAL);
  }

  async listenersOf(conversationId: string, limit: number, after?: string): Promise<ListenerPage> {
    const { Items = [], LastEvaluatedKey } = await this.#listening(conversationId, limit, after);
    const next = LastEvaluatedKey?.connectionId?.S;
    return { listeners: Items.map(listenerOf), next };
  }

  async presentIn(conversationId: string, limit: number): Promise<Present> {
    const { Items = [], LastEvaluatedKey } = await this.#listening(conversationId, limit);
    const userIds = new Set(Items.flatMap(({ userId, memberId }) => (userId ?? memberId)?.S ?? []));
    return { userIds: [...userIds], more: LastEvaluatedKey !== undefined };
  }

  async ofUser(userId: string): Promise<readonly Listener[]> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-user',
        KeyConditionExpression: 'userId = :userId',
        ExpressionAttributeValues: marshall({ ':userId': userId }),
      }),
    );
    return Items.map(listenerOf).sort((a, b) => a.connectedAt - b.connectedAt);
  }

  #listening(conversationId: string, limit: number, after?: string) {
    return this.#dynamo.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-conversation',
        KeyConditionExpression: 'conversationId = :conversationId',
        ExpressionAttributeValues: marshall({ ':conversationId': conversationId }),
        Limit: limit,
        ...(after && { ExclusiveStartKey: marshall({ conversationId, connectionId: after }) }),
      }),
    );
  }

  async #put(item: Record<string, string | number>): Promise<void> {
    await this.#dynamo.send(new PutItemCommand({ TableName: this.#table, Item: marshall(item) }));
  }

  /** @returns whether there was such a row */
  async #delete(connectionId: string, conversationId: string): Promise<boolean> {
    const { Attributes } = await this.#dynamo.send(
      new DeleteItemCommand({
        TableName: this.#table,
        Key: marshall({ connectionId, conversationId }),
        ReturnValues: 'ALL_OLD',
      }),
    );
    return Attributes !== undefined;
  }
}

function rowOf({ connectionId, connectedAt, tokenExpiresAt }: Listener) {
  return {
    connectionId,
    connectedAt,
    tokenExpiresAt,
    expiresAt: Math.floor(connectedAt / 1000) + ROW_LIFE_SECONDS,
  };
}

function listenerOf(item: Record<string, AttributeValue>): Listener {
  const { connectionId, connectedAt, tokenExpiresAt } = row.parse(unmarshall(item));
  return { connectionId, connectedAt, tokenExpiresAt };
}
