import {
  type DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { FIRST_EPOCH } from '../../shared/ledger/epoch.ts';
import type { Counts } from '../../shared/ledger/ledger.ts';
import { type RowTable, type StartKey, startKey, tableOf } from '../row-table.ts';
import type { MergeTarget, OldRow, OldRows, OldRowsPage } from './forget-rows.ts';

const row = z.object({ lastModified: z.string(), counted: z.record(z.string(), z.number()).default({}) });

export interface OldRowTables {
  /** Of the domains that forget; others have no rows whose time is over. */
  readonly rows: readonly RowTable[];
  readonly counters: string;
}

/** Finds and merges the rows of the domains that forget. Their attribute `expiresAt` says, in seconds since 1970, when their time is over. */
export class DynamoOldRows implements OldRows {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: OldRowTables;

  constructor(dynamo: DynamoDBClient, tables: OldRowTables) {
    this.#dynamo = dynamo;
    this.#tables = tables;
  }

  async page(domain: string, now: Date, start: StartKey | undefined): Promise<OldRowsPage> {
    if (!this.#tables.rows.some((table) => table.domain === domain)) return { rows: [] };
    const { table, key } = tableOf(domain, this.#tables.rows);
    const { Items = [], LastEvaluatedKey } = await this.#dynamo.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        FilterExpression: 'expiresAt < :now',
        ProjectionExpression: '#key, lastModified, counted',
        ExpressionAttributeNames: { '#key': key },
        ExpressionAttributeValues: marshall({ ':now': Math.floor(now.getTime() / 1000) }),
        ExclusiveStartKey: start,
      }),
    );
    const rows = Items.map((item): OldRow => {
      const { [key]: id, ...facts } = unmarshall(item);
      return { id: z.string().parse(id), ...row.parse(facts) };
    });
    return { rows, nextKey: LastEvaluatedKey && startKey.parse(LastEvaluatedKey) };
  }

  async merge({ domain, counter, epoch }: MergeTarget, rows: readonly OldRow[], now: Date): Promise<boolean> {
    const table = tableOf(domain, this.#tables.rows);
    const TransactItems = [
      ...rows.map((old) => deletion(table, old)),
      await this.#takeOver(table, counter, rows, now),
      this.#inEpoch(counter, epoch),
    ];
    try {
      await this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && isOvertaken(error)) return false;
      throw error;
    }
  }

  /** The row that stands for all that were forgotten of a counter, with what these rows have counted. */
  async #takeOver(
    { table, key }: RowTable,
    counter: string,
    rows: readonly OldRow[],
    now: Date,
  ): Promise<TransactWriteItem> {
    const id = `forgotten-${counter}`;
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: table, Key: marshall({ [key]: id }), ConsistentRead: true }),
    );
    const known = Item && row.parse(unmarshall(Item));
    const counted = sumOf([...(known ? [known.counted] : []), ...rows.map((old) => old.counted)]);
    return {
      Put: {
        TableName: table,
        Item: marshall({
          [key]: id,
          status: 'forgotten',
          processedBy: 'reconcile',
          lastModified: now.toISOString(),
          counted,
        }),
        ...(known ? unchanged(known.lastModified) : { ConditionExpression: `attribute_not_exists(${key})` }),
      },
    };
  }

  /** Writes nothing: it is there for its condition. */
  #inEpoch(counter: string, epoch: number): TransactWriteItem {
    const isFirst = epoch === FIRST_EPOCH;
    return {
      ConditionCheck: {
        TableName: this.#tables.counters,
        Key: marshall({ counter }),
        ConditionExpression: isFirst ? 'attribute_not_exists(#epoch)' : '#epoch = :epoch',
        ExpressionAttributeNames: { '#epoch': 'epoch' },
        ...(!isFirst && { ExpressionAttributeValues: marshall({ ':epoch': epoch }) }),
      },
    };
  }
}

function deletion({ table, key }: RowTable, { id, lastModified }: OldRow): TransactWriteItem {
  return { Delete: { TableName: table, Key: marshall({ [key]: id }), ...unchanged(lastModified) } };
}

function unchanged(lastModified: string) {
  return {
    ConditionExpression: 'lastModified = :lastModified',
    ExpressionAttributeValues: marshall({ ':lastModified': lastModified }),
  };
}

function sumOf(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const [name, count] of all.flatMap((counts) => Object.entries(counts))) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}

function isOvertaken({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || OVERTAKEN.has(Code));
}

const OVERTAKEN: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
