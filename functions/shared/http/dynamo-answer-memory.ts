import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { AnswerMemory, Remembered } from './idempotency.ts';

const RETENTION_SECONDS = 24 * 60 * 60;

const row = z.object({ fingerprint: z.string(), answer: z.string().optional() });

/** Keeps answers in DynamoDB: lib/constructs/api/idempotency-table.ts. */
export class DynamoAnswerMemory implements AnswerMemory {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;
  readonly #now: () => Date;

  constructor(dynamo: DynamoDBClient, table: string, now: () => Date) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#now = now;
  }

  async open(requestKey: string, fingerprint: string): Promise<Remembered | undefined> {
    const now = Math.floor(this.#now().getTime() / 1000);
    try {
      await this.#dynamo.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: marshall({ requestKey, fingerprint, expiresAt: now + RETENTION_SECONDS }),
          // What is to be forgotten may be there for days more: DynamoDB takes its time.
          ConditionExpression: 'attribute_not_exists(requestKey) OR expiresAt < :now',
          ExpressionAttributeValues: marshall({ ':now': now }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException && error.Item)) throw error;
      const { fingerprint, answer } = row.parse(unmarshall(error.Item));
      return { fingerprint, answer };
    }
  }

  async keep(requestKey: string, answer: string): Promise<void> {
    await this.#dynamo.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: marshall({ requestKey }),
        UpdateExpression: 'SET answer = :answer',
        ExpressionAttributeValues: marshall({ ':answer': answer }),
      }),
    );
  }
}
