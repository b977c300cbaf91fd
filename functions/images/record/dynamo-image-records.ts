import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { ImageRecords } from './image-records.ts';
import type { ImageRow, KnownImage } from './image-row.ts';
import type { CounterChange } from './transition.ts';

export interface Tables {
  readonly images: string;
  readonly stats: string;
}

/** Over so many keys the indexes that list images are spread: lib/constructs/image-table.ts says why. */
const LIST_SHARDS = 4;

const knownImage = z.object({
  status: z.enum(['completed', 'error']),
  processedBy: z.string(),
  lastModified: z.string(),
  errorCode: z.string().optional(),
});

/** Keeps rows and counters in DynamoDB. */
export class DynamoImageRecords implements ImageRecords {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: Tables;

  constructor(dynamo: DynamoDBClient, tables: Tables) {
    this.#dynamo = dynamo;
    this.#tables = tables;
  }

  async find(imageId: string): Promise<KnownImage | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: this.#tables.images, Key: marshall({ imageId }), ConsistentRead: true }),
    );
    return Item && knownImage.parse(unmarshall(Item));
  }

  async replace(known: KnownImage | undefined, row: ImageRow, counters: CounterChange): Promise<boolean> {
    try {
      await this.#dynamo.send(
        new TransactWriteItemsCommand({
          TransactItems: [this.#putRow(known, row), this.#addToCounter(row.imageId, counters)],
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && isContention(error)) return false;
      throw error;
    }
  }

  #putRow(known: KnownImage | undefined, row: ImageRow): TransactWriteItem {
    return {
      Put: {
        TableName: this.#tables.images,
        Item: marshall({ ...row, ...indexKeys(row) }, { removeUndefinedValues: true }),
        ...(known ? unchangedSince(known) : { ConditionExpression: 'attribute_not_exists(imageId)' }),
      },
    };
  }

  #addToCounter(imageId: string, { total, successful, failed, bytes }: CounterChange): TransactWriteItem {
    return {
      Update: {
        TableName: this.#tables.stats,
        Key: marshall({ counter: `images#${lastHexDigit(imageId)}` }),
        UpdateExpression: 'ADD #total :total, #successful :successful, #failed :failed, #bytes :bytes',
        ExpressionAttributeNames: {
          '#total': 'total',
          '#successful': 'successful',
          '#failed': 'failed',
          '#bytes': 'bytes',
        },
        ExpressionAttributeValues: marshall({
          ':total': total,
          ':successful': successful,
          ':failed': failed,
          ':bytes': bytes,
        }),
      },
    };
  }
}

function unchangedSince({ lastModified, processedBy }: KnownImage) {
  return {
    ConditionExpression: 'lastModified = :lastModified AND processedBy = :processedBy',
    ExpressionAttributeValues: marshall({ ':lastModified': lastModified, ':processedBy': processedBy }),
  };
}

function indexKeys({ imageId, status, uploadedAt }: ImageRow) {
  const shard = Number.parseInt(lastHexDigit(imageId), 16) % LIST_SHARDS;
  return { listShard: String(shard), statusShard: `${status}#${shard}`, uploadedAtId: `${uploadedAt}#${imageId}` };
}

/** Ids end in a hexadecimal digit, those of images and those of events alike; whatever else does counts as 0. */
function lastHexDigit(imageId: string): string {
  return /[0-9a-f]$/i.exec(imageId)?.[0].toLowerCase() ?? '0';
}

/** The row was not as we had read it, or another transaction was at the row or the counter. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const CONTENTION: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
