import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** Finds rows by their id. */
export interface RowReader {
  /** The attributes, as plain values; undefined when there is no such row. */
  read(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

/** Reads from a table of DynamoDB, as it is at this moment: who was told of a row has to find it. */
export class DynamoRowReader implements RowReader {
  readonly #dynamo: DynamoDBClient;
  readonly #table: string;
  readonly #key: string;

  constructor(dynamo: DynamoDBClient, table: string, key: string) {
    this.#dynamo = dynamo;
    this.#table = table;
    this.#key = key;
  }

  async read(id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({ TableName: this.#table, Key: marshall({ [this.#key]: id }), ConsistentRead: true }),
    );
    return Item && unmarshall(Item);
  }
}
