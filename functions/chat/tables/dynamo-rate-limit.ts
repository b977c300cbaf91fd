import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Allowance, RateLimit } from './rate-limit.ts';

const row = z.object({ windowEndsAt: z.number(), used: z.number() });

/** The window may end, and somebody else begin the next, between two of our steps: so often, and then we are the one. */
const MAX_ATTEMPTS = 5;

/**
 * Counts in one item for each name. A window begins with the first that is counted, and the next one with the first after its end.
 * Counting is one conditional update, so that of many who come at once no more are let through than there is room for.
 */
export class DynamoRateLimit implements RateLimit {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async count(name: string, allowance: Allowance, now: number): Promise<number | undefined> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const refused = await this.#countInWindow(name, allowance, now);
      if (refused === undefined) return undefined;
      if (refused.windowEndsAt > now) return refused.windowEndsAt;
      if (await this.#beginWindow(name, allowance, now)) return undefined;
    }
    return now + allowance.windowMilliseconds;
  }

  /** @returns undefined when it was counted, or the window that is over or full; one that was never there is over */
  async #countInWindow(name: string, { limit }: Allowance, now: number): Promise<z.infer<typeof row> | undefined> {
    try {
      await this.#update(name, {
        ConditionExpression: 'windowEndsAt > :now AND used < :limit',
        UpdateExpression: 'SET used = used + :one',
        ExpressionAttributeValues: marshall({ ':now': now, ':limit': limit, ':one': 1 }),
      });
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item ? row.parse(unmarshall(error.Item)) : { windowEndsAt: 0, used: 0 };
    }
  }

  async #beginWindow(name: string, { windowMilliseconds }: Allowance, now: number): Promise<boolean> {
    const windowEndsAt = now + windowMilliseconds;
    try {
      await this.#update(name, {
        ConditionExpression: 'attribute_not_exists(windowEndsAt) OR windowEndsAt <= :now',
        UpdateExpression: 'SET used = :one, windowEndsAt = :windowEndsAt, expiresAt = :expiresAt',
        ExpressionAttributeValues: marshall({
          ':now': now,
          ':one': 1,
          ':windowEndsAt': windowEndsAt,
          ':expiresAt': Math.ceil(windowEndsAt / 1000),
        }),
      });
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async #update(
    name: string,
    update: Pick<UpdateItemCommand['input'], 'ConditionExpression' | 'UpdateExpression' | 'ExpressionAttributeValues'>,
  ) {
    await this.#dynamo.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: marshall({ limit: name }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        ...update,
      }),
    );
  }
}
