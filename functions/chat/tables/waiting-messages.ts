import { DeleteItemCommand, type DynamoDBClient, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type NewMessage, waitingMessage } from '../message.ts';
import { type MessageTables, waitingItem, waitingItemKey } from './message-items.ts';
import { WAITING_PREFIX } from './position.ts';

/** The messages of a conversation that wait for whoever's turn it is to number them. */
export class WaitingMessages {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: MessageTables;

  constructor(dynamo: DynamoDBClient, tables: MessageTables) {
    this.#dynamo = dynamo;
    this.#tables = tables;
  }

  async add(message: NewMessage): Promise<void> {
    const Item = waitingItem(message, this.#tables);
    await this.#dynamo.send(new PutItemCommand({ TableName: this.#tables.messages, Item }));
  }

  async remove(message: NewMessage): Promise<void> {
    const Key = waitingItemKey(message);
    await this.#dynamo.send(new DeleteItemCommand({ TableName: this.#tables.messages, Key }));
  }

  /** Those that have waited longest, at most so many. */
  async first(conversationId: string, count: number): Promise<readonly NewMessage[]> {
    const { Items = [] } = await this.#dynamo.send(
      new QueryCommand({
        TableName: this.#tables.messages,
        KeyConditionExpression: 'conversationId = :conversationId AND begins_with(#position, :waiting)',
        ExpressionAttributeNames: { '#position': 'position' },
        ExpressionAttributeValues: marshall({ ':conversationId': conversationId, ':waiting': WAITING_PREFIX }),
        Limit: count,
        ConsistentRead: true,
      }),
    );
    return Items.map((item) => waitingMessage.parse(unmarshall(item)));
  }
}
