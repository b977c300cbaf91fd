import { type DynamoDBClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type ListPart, newestFirst, type Page } from './newest-first.ts';

/** Rows of a table or of one of its indexes, sorted by `<time>#<id>`. */
export interface ListTable {
  readonly table: string;
  readonly index?: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

/** Which rows of a list. */
export interface Span {
  /** Not older than this, ISO 8601 with milliseconds, UTC. */
  readonly from?: string | undefined;
  /** Older than this. */
  readonly to?: string | undefined;
  /** Behind the row of this sort key, where a page ended. */
  readonly after?: string | undefined;
}

export interface ListQuery<Schema extends z.ZodType> {
  readonly list: ListTable;
  /** The values of the partition key over which the rows are spread. */
  readonly partitions: readonly string[];
  readonly span: Span;
  readonly limit: number;
  readonly row: Schema;
}

export interface ListedPage<Row> {
  readonly rows: readonly Row[];
  /** The sort key of the last row, when there are more behind it. */
  readonly next: string | undefined;
}

/** One page of a list, newest first: a query for each partition, each of no more than the page may need. */
export async function queryNewestFirst<Schema extends z.ZodType>(
  dynamo: DynamoDBClient,
  { list, partitions, span, limit, row }: ListQuery<Schema>,
): Promise<ListedPage<z.output<Schema>>> {
  const parts = partitions.map((partition) => new DynamoListPart(dynamo, list, partition, span));
  const page: Page<Item> = await newestFirst(parts, limit, ({ position }) => position);
  return {
    rows: page.rows.map(({ attributes }) => row.parse(attributes)),
    next: page.more ? page.rows.at(-1)?.position : undefined,
  };
}

interface Item {
  readonly position: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

class DynamoListPart implements ListPart<Item> {
  readonly #dynamo: DynamoDBClient;
  readonly #list: ListTable;
  readonly #partition: string;
  #span: Span;

  constructor(dynamo: DynamoDBClient, list: ListTable, partition: string, span: Span) {
    this.#dynamo = dynamo;
    this.#list = list;
    this.#partition = partition;
    this.#span = span;
  }

  async read(atMost: number): Promise<readonly Item[]> {
    const items: Item[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const { Items = [], LastEvaluatedKey } = await this.#dynamo.send(
        // The row where the page ended comes along, and is left out below.
        new QueryCommand({ ...this.#query(), Limit: atMost + 1 - items.length, ExclusiveStartKey: start }),
      );
      const found = Items.map((item) => this.#read(unmarshall(item)));
      items.push(...found.filter(({ position }) => position !== this.#span.after));
      start = LastEvaluatedKey;
      // A page of the answer may be short of what was asked for: rows that are large fill it before.
    } while (items.length < atMost && start);
    const read = items.slice(0, atMost);
    this.#span = { ...this.#span, after: read.at(-1)?.position ?? this.#span.after };
    return read;
  }

  #read(attributes: Record<string, unknown>): Item {
    return { position: z.string().parse(attributes[this.#list.sortKey]), attributes };
  }

  #query(): QueryCommandInput {
    const { table, index, partitionKey, sortKey } = this.#list;
    const { from, to, after } = this.#span;
    // Positions hold a # behind the time: none is equal to a bound that is a time alone.
    const newest = [to, after].filter((bound) => bound !== undefined).sort()[0];
    return {
      TableName: table,
      IndexName: index,
      KeyConditionExpression: `#partition = :partition${condition(from, newest)}`,
      ExpressionAttributeNames: {
        '#partition': partitionKey,
        ...((from ?? newest) !== undefined && { '#sort': sortKey }),
      },
      ExpressionAttributeValues: marshall(
        { ':partition': this.#partition, ':oldest': from, ':newest': newest },
        { removeUndefinedValues: true },
      ),
      ScanIndexForward: false,
    };
  }
}

function condition(oldest: string | undefined, newest: string | undefined): string {
  if (oldest !== undefined && newest !== undefined) return ' AND #sort BETWEEN :oldest AND :newest';
  if (oldest !== undefined) return ' AND #sort >= :oldest';
  return newest === undefined ? '' : ' AND #sort <= :newest';
}
