import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Conversation, Conversations } from './conversations.ts';

/** The row of a conversation itself; those of its members are beside it. */
export const ABOUT = 'about';
const member = (userId: string) => `member#${userId}`;

const about = z.object({ conversationId: z.string(), title: z.string(), createdBy: z.string(), createdAt: z.string() });

/** Keeps conversations in DynamoDB: lib/constructs/chat/chat-tables.ts says how. */
export class DynamoConversations implements Conversations {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async create(conversation: Conversation, members: readonly string[]): Promise<void> {
    const { conversationId } = conversation;
    await this.#putOnce({ ...conversation, item: ABOUT });
    await Promise.all(members.map((memberId) => this.#putOnce({ conversationId, item: member(memberId), memberId })));
  }

  async isMember(conversationId: string, userId: string): Promise<boolean> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: marshall({ conversationId, item: member(userId) }),
        ConsistentRead: true,
      }),
    );
    return Item !== undefined;
  }

  async ofUser(userId: string, limit: number): Promise<readonly Conversation[]> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by-member',
        KeyConditionExpression: 'memberId = :memberId',
        ExpressionAttributeValues: marshall({ ':memberId': userId }),
        Limit: limit,
      }),
    );
    const ids = Items.flatMap(({ conversationId }) => conversationId?.S ?? []);
    return ids.length === 0 ? [] : this.#describe(ids);
  }

  async #describe(ids: readonly string[]): Promise<readonly Conversation[]> {
    const Keys = ids.map((conversationId) => marshall({ conversationId, item: ABOUT }));
    const { Responses } = await this.#dynamo.send(
      new BatchGetItemCommand({ RequestItems: { [this.#table]: { Keys } } }),
    );
    return (Responses?.[this.#table] ?? []).map((item) => about.parse(unmarshall(item)));
  }

  async #putOnce(item: Record<string, unknown>): Promise<void> {
    try {
      await this.#dynamo.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: marshall(item),
          ConditionExpression: 'attribute_not_exists(conversationId)',
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
