import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { FIRST_EPOCH } from '../shared/ledger/epoch.ts';
import type { Counts } from '../shared/ledger/ledger.ts';
import type { CounterSnapshot, Counters, Repair } from './counters.ts';

/** A counter has a later epoch than the one that was to begin: two recounts at once, or a clock that went back. */
export class EpochHasPassedError extends Error {
  override readonly name = 'EpochHasPassedError';

  constructor(counter: string, epoch: number, options?: ErrorOptions) {
    super(`${counter} has an epoch that began at ${epoch} or later`, options);
  }
}

/** Beside its numbers, a counter says which epoch it is in, and in which it was last repaired. */
const item = z.object({
  counter: z.string(),
  epoch: z.number().default(FIRST_EPOCH),
  repairedIn: z.number().optional(),
});

/** Keeps the counters in DynamoDB. */
export class DynamoCounters implements Counters {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async beginEpoch(counter: string, epoch: number): Promise<CounterSnapshot> {
    try {
      const { Attributes = {} } = await this.#dynamo.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: marshall({ counter }),
          UpdateExpression: 'SET #epoch = :epoch',
          ConditionExpression: 'attribute_not_exists(#epoch) OR #epoch < :epoch',
          ExpressionAttributeNames: { '#epoch': 'epoch' },
          ExpressionAttributeValues: marshall({ ':epoch': epoch }),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return { counter, epoch, counts: countsIn(unmarshall(Attributes)) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        throw new EpochHasPassedError(counter, epoch, { cause: error });
      }
      throw error;
    }
  }

  async repair(counter: string, epoch: number, change: Counts): Promise<Repair> {
    const names = Object.keys(change);
    try {
      await this.#dynamo.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: marshall({ counter }),
          UpdateExpression: `SET #repairedIn = :epoch ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
          ConditionExpression: '#epoch = :epoch AND (attribute_not_exists(#repairedIn) OR #repairedIn < :epoch)',
          ExpressionAttributeNames: {
            '#epoch': 'epoch',
            '#repairedIn': 'repairedIn',
            ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: marshall({
            ':epoch': epoch,
            ...Object.fromEntries(names.map((name) => [`:${name}`, change[name]])),
          }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return 'repaired';
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const found = error.Item && item.parse(unmarshall(error.Item));
      return found?.epoch === epoch ? 'repaired before' : 'superseded';
    }
  }
}

function countsIn({ epoch: _epoch, repairedIn: _repairedIn, ...attributes }: Record<string, unknown>): Counts {
  const numbers = Object.entries(attributes).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  return Object.fromEntries(numbers);
}
