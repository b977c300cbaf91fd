import { BatchWriteItemCommand, type DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { LogIndex } from './log-index.ts';
import type { LogRow } from './log-row.ts';

/** Keeps the index in a table of DynamoDB. */
export class DynamoLogIndex implements LogIndex {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;

  constructor(dynamo: DynamoDBClient, table: string) {
    this.#dynamo = dynamo;
    this.#table = table;
  }

  async write(rows: readonly LogRow[]): Promise<readonly LogRow[]> {
    const requests = rows.map((row) => ({ PutRequest: { Item: marshall(row) } }));
    try {
      const { UnprocessedItems } = await this.#dynamo.send(
        new BatchWriteItemCommand({ RequestItems: { [this.#table]: requests } }),
      );
      const left = new Set(UnprocessedItems?.[this.#table]?.map(({ PutRequest }) => timestampIdOf(PutRequest?.Item)));
      return rows.filter(({ timestampId }) => left.has(timestampId));
    } catch (error) {
      if (error instanceof DynamoDBServiceException && THROTTLED.has(error.name)) return rows;
      throw error;
    }
  }
}

/** A timestamp and an id name a row, whatever its level. */
function timestampIdOf(item: Parameters<typeof unmarshall>[0] = {}): unknown {
  return unmarshall(item).timestampId;
}

/** All rows of a request were refused, and the SDK has lost its patience: the same as if they had come back unprocessed. */
const THROTTLED: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);
