import {
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Counts, KnownRow, Ledger, LedgerRow } from './ledger.ts';
import { counterKey } from './shards.ts';

export interface LedgerTables<Row> {
  /** The table of the rows, and the name of its key. */
  readonly rows: string;
  readonly key: string;
  /** What the table's indexes need of a row. */
  readonly indexKeys: (row: Row) => Readonly<Record<string, string>>;
  /** The table of the counters, and the domain that counts there. */
  readonly counters: string;
  readonly domain: string;
}

const knownRow = z.object({
  status: z.string(),
  errorCode: z.string().optional(),
  processedBy: z.string(),
  lastModified: z.string(),
  counted: z.record(z.string(), z.number()).default({}),
  announcedAt: z.string().optional(),
});

/** Keeps rows and counters in DynamoDB. */
export class DynamoLedger<Row extends LedgerRow> implements Ledger<Row> {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: LedgerTables<Row>;

  constructor(dynamo: DynamoDBClient, tables: LedgerTables<Row>) {
    this.#dynamo = dynamo;
    this.#tables = tables;
  }

  async find(id: string): Promise<KnownRow | undefined> {
    const { rows, key } = this.#tables;
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: rows, Key: marshall({ [key]: id }), ConsistentRead: true }),
    );
    return Item && knownRow.parse(unmarshall(Item));
  }

  async replace(id: string, known: KnownRow | undefined, row: Row, change: Counts): Promise<boolean> {
    const count = Object.keys(change).length > 0 ? [this.#addToCounter(id, change)] : [];
    try {
      await this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems: [this.#putRow(known, row), ...count] }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException && isContention(error)) return false;
      throw error;
    }
  }

  #putRow(known: KnownRow | undefined, row: Row): TransactWriteItem {
    const { rows, key, indexKeys } = this.#tables;
    return {
      Put: {
        TableName: rows,
        Item: marshall({ ...row, ...indexKeys(row) }, { removeUndefinedValues: true }),
        ...(known ? unchangedSince(known) : { ConditionExpression: `attribute_not_exists(${key})` }),
      },
    };
  }

  #addToCounter(id: string, change: Counts): TransactWriteItem {
    const names = Object.keys(change);
    return {
      Update: {
        TableName: this.#tables.counters,
        Key: marshall({ counter: counterKey(this.#tables.domain, id) }),
        UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: marshall(Object.fromEntries(names.map((name) => [`:${name}`, change[name]]))),
      },
    };
  }
}

function unchangedSince({ lastModified, processedBy }: KnownRow) {
  return {
    ConditionExpression: 'lastModified = :lastModified AND processedBy = :processedBy',
    ExpressionAttributeValues: marshall({ ':lastModified': lastModified, ':processedBy': processedBy }),
  };
}

/** The row was not as we had read it, or another transaction was at the row or the counter. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const CONTENTION: ReadonlySet<string> = new Set(['None', 'ConditionalCheckFailed', 'TransactionConflict']);
