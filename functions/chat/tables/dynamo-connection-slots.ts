import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ConnectionSlots } from './connection-slots.ts';

/** Longer than a connection can be open. */
const ROW_LIFE_SECONDS = 2.5 * 3600;

export interface SlotSettings {
  readonly table: string;
  /** Places of a user. */
  readonly slots: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Keeps the connections of a user as a set in one item, so that adding one and looking how many there are is one step. */
export class DynamoConnectionSlots implements ConnectionSlots {
  readonly #dynamo: DynamoDBClient;
  readonly #settings: SlotSettings;

  constructor(dynamo: DynamoDBClient, settings: SlotSettings) {
    this.#dynamo = dynamo;
    this.#settings = settings;
  }

  async take(userId: string, connectionId: string): Promise<readonly string[] | undefined> {
    const { table, slots, now } = this.#settings;
    try {
      await this.#dynamo.send(
        new UpdateItemCommand({
          TableName: table,
          Key: keyOf(userId),
          ConditionExpression: 'attribute_not_exists(connectionIds) OR size(connectionIds) < :slots',
          UpdateExpression: 'ADD connectionIds :connection SET expiresAt = :expiresAt',
          ExpressionAttributeValues: marshall({
            ':slots': slots,
            ':connection': new Set([connectionId]),
            ':expiresAt': Math.floor(now() / 1000) + ROW_LIFE_SECONDS,
          }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return error.Item?.connectionIds?.SS ?? [];
      throw error;
    }
  }

  async free(userId: string, connectionId: string): Promise<void> {
    await this.#dynamo.send(
      new UpdateItemCommand({
        TableName: this.#settings.table,
        Key: keyOf(userId),
        UpdateExpression: 'DELETE connectionIds :connection',
        ExpressionAttributeValues: marshall({ ':connection': new Set([connectionId]) }),
      }),
    );
  }

  async takenBy(userId: string): Promise<readonly string[]> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: this.#settings.table, Key: keyOf(userId), ConsistentRead: true }),
    );
    return Item?.connectionIds?.SS ?? [];
  }
}

function keyOf(userId: string) {
  return marshall({ limit: `connections#${userId}` });
}
