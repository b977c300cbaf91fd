import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  type StreamViewType,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type ShardIteratorType,
} from '@aws-sdk/client-dynamodb-streams';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createDynamoDb } from '../../../emulator/services/dynamodb/service.ts';
import { createDynamoDbStreams } from '../../../emulator/services/dynamodbstreams/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

/** DynamoDB with streams, their clients, and what tests do with both again and again. */
export async function startStreams() {
  const clock = new ManualClock();
  const endpoint = await startEndpoint(
    (ports) => {
      const dynamoDb = createDynamoDb(ports);
      return [dynamoDb, createDynamoDbStreams({ ...ports, tables: dynamoDb.tables, changes: dynamoDb.changes })];
    },
    { clock },
  );
  const tables = new DynamoDBClient(endpoint.client);
  const streams = new DynamoDBStreamsClient(endpoint.client);
  return { ...endpoint, clock, tables, streams, ...tableHelpers(tables), ...streamHelpers(streams) };
}

export type RunningStreams = Awaited<ReturnType<typeof startStreams>>;

function tableHelpers(tables: DynamoDBClient) {
  const arnOf = async (TableName: string) => {
    const { Table } = await tables.send(new DescribeTableCommand({ TableName }));
    return Table?.LatestStreamArn ?? '';
  };
  return {
    arnOf,
    /** Makes a table with partition key `id` and answers the ARN of its stream. */
    async createTable(TableName: string, StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') {
      await tables.send(
        new CreateTableCommand({
          TableName,
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          BillingMode: 'PAY_PER_REQUEST',
          StreamSpecification: { StreamEnabled: true, StreamViewType },
        }),
      );
      return arnOf(TableName);
    },
    turnOff: (TableName: string) =>
      tables.send(new UpdateTableCommand({ TableName, StreamSpecification: { StreamEnabled: false } })),
    turnOn: (TableName: string) =>
      tables.send(
        new UpdateTableCommand({
          TableName,
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
        }),
      ),
    put: (TableName: string, id: string, v = '1') =>
      tables.send(new PutItemCommand({ TableName, Item: { id: { S: id }, v: { S: v } } })),
    remove: (TableName: string, id: string) =>
      tables.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } })),
  };
}

function streamHelpers(streams: DynamoDBStreamsClient) {
  const describe = async (StreamArn: string) => {
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    return StreamDescription;
  };
  const iterator = async (StreamArn: string, ShardIteratorType: ShardIteratorType, SequenceNumber?: string) => {
    const ShardId = (await describe(StreamArn))?.Shards?.[0]?.ShardId ?? '';
    const { ShardIterator } = await streams.send(
      new GetShardIteratorCommand({
        StreamArn,
        ShardId,
        ShardIteratorType,
        ...(SequenceNumber ? { SequenceNumber } : {}),
      }),
    );
    return ShardIterator ?? '';
  };
  const read = (ShardIterator: string, Limit?: number) =>
    streams.send(new GetRecordsCommand({ ShardIterator, ...(Limit ? { Limit } : {}) }));
  return {
    describe,
    iterator,
    read,
    /** The ids of the items that records are about. */
    ids: async (ShardIterator: string) =>
      ((await read(ShardIterator)).Records ?? []).map(({ dynamodb }) => dynamodb?.Keys?.id?.S),
    /** All records from the oldest that is kept. */
    all: async (StreamArn: string) => (await read(await iterator(StreamArn, 'TRIM_HORIZON'))).Records ?? [],
  };
}

/** Turns a refusal into what it said: `ValidationException: …`. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  return 'no refusal';
}
