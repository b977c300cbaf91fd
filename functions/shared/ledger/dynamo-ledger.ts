import {
  type CancellationReason,
  type DynamoDBClient,
  GetItemCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { FIRST_EPOCH, historyOf } from './epoch.ts';
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

const counts = z.record(z.string(), z.number());
const knownRow = z.object({
  status: z.string(),
  errorCode: z.string().optional(),
  processedBy: z.string(),
  lastModified: z.string(),
  counted: counts.default({}),
  announcedAt: z.string().optional(),
  countEpoch: z.number().optional(),
  countedBefore: counts.optional(),
});
const counterItem = z.object({ epoch: z.number().default(FIRST_EPOCH) });

/** To learn that a counter's epoch is another takes one attempt; a second, when the next begins in that very moment. */
const MAX_ATTEMPTS = 3;

/** Keeps rows and counters in DynamoDB. */
export class DynamoLedger<Row extends LedgerRow> implements Ledger<Row> {
  readonly #dynamo: DynamoDBClient;
  readonly #tables: LedgerTables<Row>;
  /** The epoch of each counter, as last heard of: a day old at most, because every recount begins one. */
  readonly #epochs = new Map<string, number>();

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
    if (Object.keys(change).length === 0) {
      const { countEpoch, countedBefore } = known ?? {};
      return (await this.#write([this.#putRow(known, row, { countEpoch, countedBefore })])).written;
    }
    const counter = counterKey(this.#tables.domain, id);
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const epoch = this.#epochs.get(counter) ?? FIRST_EPOCH;
      const { written, refusals } = await this.#write([
        this.#putRow(known, row, { countEpoch: epoch, countedBefore: historyOf(known, epoch) }),
        this.#addToCounter(counter, epoch, change),
      ]);
      if (written) return true;
      const [ofRow, ofCounter] = refusals;
      if (ofCounter?.Code === FAILED_CONDITION) this.#epochs.set(counter, epochIn(ofCounter));
      if (ofRow?.Code !== 'None' || ofCounter?.Code !== FAILED_CONDITION) return false;
    }
    return false;
  }

  /** @returns whether everything was written; if not, why not, item by item */
  async #write(items: TransactWriteItem[]): Promise<{ written: boolean; refusals: CancellationReason[] }> {
    try {
      await this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems: items }));
      return { written: true, refusals: [] };
    } catch (error) {
      if (!(error instanceof TransactionCanceledException && isContention(error))) throw error;
      return { written: false, refusals: error.CancellationReasons ?? [] };
    }
  }

  #putRow(
    known: KnownRow | undefined,
    row: Row,
    history: Pick<KnownRow, 'countEpoch' | 'countedBefore'>,
  ): TransactWriteItem {
    const { rows, key, indexKeys } = this.#tables;
    return {
      Put: {
        TableName: rows,
        Item: marshall({ ...row, ...history, ...indexKeys(row) }, { removeUndefinedValues: true }),
        ...(known ? unchangedSince(known) : { ConditionExpression: `attribute_not_exists(${key})` }),
      },
    };
  }

  #addToCounter(counter: string, epoch: number, change: Counts): TransactWriteItem {
    const names = Object.keys(change);
    const isFirst = epoch === FIRST_EPOCH;
    return {
      Update: {
        TableName: this.#tables.counters,
        Key: marshall({ counter }),
        UpdateExpression: `ADD ${names.map((name) => `#${name} :${name}`).join(', ')}`,
        ConditionExpression: isFirst ? 'attribute_not_exists(#epoch)' : '#epoch = :epoch',
        ExpressionAttributeNames: { '#epoch': 'epoch', ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
        ExpressionAttributeValues: marshall({
          ...Object.fromEntries(names.map((name) => [`:${name}`, change[name]])),
          ...(!isFirst && { ':epoch': epoch }),
        }),
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }
}

function epochIn({ Item }: CancellationReason): number {
  return Item ? counterItem.parse(unmarshall(Item)).epoch : FIRST_EPOCH;
}

function unchangedSince({ lastModified, processedBy }: KnownRow) {
  return {
    ConditionExpression: 'lastModified = :lastModified AND processedBy = :processedBy',
    ExpressionAttributeValues: marshall({ ':lastModified': lastModified, ':processedBy': processedBy }),
  };
}

/** The row was not as we had read it, a recount of the counter has begun, or another transaction was at one of them. */
function isContention({ CancellationReasons = [] }: TransactionCanceledException): boolean {
  return CancellationReasons.every(({ Code }) => Code === undefined || CONTENTION.has(Code));
}

const FAILED_CONDITION = 'ConditionalCheckFailed';
const CONTENTION: ReadonlySet<string> = new Set(['None', FAILED_CONDITION, 'TransactionConflict']);
