import { BatchWriteItemCommand, DeleteItemCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutFunctionConcurrencyCommand, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { ARN, createOrders, type EventSources, startEventSources } from './support/event-sources.ts';

const HOUR = 3_600_000;

let cloud: EventSources;
let tables: DynamoDBClient;
let stream: string;
beforeEach(async () => {
  cloud = await startEventSources();
  tables = new DynamoDBClient(cloud.client);
  stream = await createOrders(tables);
});
afterEach(async () => {
  await cloud.close();
  expect(cloud.faults).toEqual([]);
});

const item = (id: string, at = '1') => ({ id: { S: id }, at: { S: at } });
const put = (id: string, at = '1') => tables.send(new PutItemCommand({ TableName: 'orders', Item: item(id, at) }));
/** All in one transaction of the store, so that a reader sees all of them or none. */
const putAll = (ids: readonly string[]) =>
  tables.send(
    new BatchWriteItemCommand({ RequestItems: { orders: ids.map((id) => ({ PutRequest: { Item: item(id) } })) } }),
  );
const map = (input: Parameters<EventSources['map']>[0] = {}) =>
  cloud.map({ EventSourceArn: stream, StartingPosition: 'TRIM_HORIZON', ...input });

interface Got {
  readonly Records: readonly Record<string, unknown>[];
}
const idOf = (record: Record<string, unknown>): unknown => Object(record).dynamodb.Keys.id.S;
const ids = ({ Records }: Got) => Records.map(idOf);
/** Fails on the records of these items. */
const failingOn = (...bad: string[]) =>
  `if (records.some(({ dynamodb }) => ${JSON.stringify(bad)}.includes(dynamodb.Keys.id.S))) throw new Error('no');`;
const reportingOn = (...bad: string[]) =>
  `const failed = records.filter(({ dynamodb }) => ${JSON.stringify(bad)}.includes(dynamodb.Keys.id.S));
   return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb.SequenceNumber })) };`;

describe('a mapping of a stream', () => {
  it('hands records over in the shape that AWS gives them', async () => {
    cloud.clock.advance(1_700);
    await tables.send(
      new PutItemCommand({ TableName: 'orders', Item: { ...item('a'), bytes: { B: new Uint8Array([1, 2]) } } }),
    );
    await tables.send(new DeleteItemCommand({ TableName: 'orders', Key: item('a') }));
    await cloud.createFunction('consumer');
    await map();

    const [event] = await cloud.events(1);
    expect(event).toEqual({
      Records: [
        {
          eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
          eventName: 'INSERT',
          eventVersion: '1.1',
          eventSource: 'aws:dynamodb',
          awsRegion: 'us-east-1',
          dynamodb: {
            ApproximateCreationDateTime: Math.floor(cloud.clock.now() / 1_000),
            Keys: item('a'),
            NewImage: { ...item('a'), bytes: { B: 'AQI=' } },
            SequenceNumber: expect.stringMatching(/^\d{21}$/),
            SizeBytes: 19,
            StreamViewType: 'NEW_AND_OLD_IMAGES',
          },
          eventSourceARN: stream,
        },
        expect.objectContaining({ eventName: 'REMOVE' }),
      ],
    });
  });

  it('begins with what is written after it was made, when it starts with the latest', async () => {
    await put('before');
    await cloud.createFunction('consumer');
    await map({ StartingPosition: 'LATEST' });
    await put('after');

    const [event] = await cloud.events(1);
    expect(event && ids(event)).toEqual(['after']);
  });

  it('works one batch after the other, each up to its size', async () => {
    await putAll(['a', 'b', 'c', 'd', 'e']);
    await cloud.createFunction('consumer');
    await map({ BatchSize: 2 });

    const events = await cloud.events(3);
    expect(events.map(ids)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('gathers a batch for as long as its window', async () => {
    await cloud.createFunction('consumer');
    await map({ MaximumBatchingWindowInSeconds: 30 });
    await put('a');
    await cloud.until('the first record to be read', async () =>
      cloud.trace.recent().filter((record) => record.kind === 'call' && record.operation === 'GetRecords').length > 1
        ? true
        : undefined,
    );
    cloud.clock.advance(10_000);
    await put('b');
    cloud.clock.advance(20_000);

    const [event] = await cloud.events(1);
    expect(event && ids(event)).toEqual(['a', 'b']);
  });

  it('passes by what a filter drops, and goes on behind it', async () => {
    await putAll(['a', 'b', 'c']);
    await tables.send(new DeleteItemCommand({ TableName: 'orders', Key: item('b') }));
    await cloud.createFunction('consumer');
    const Pattern = JSON.stringify({ eventName: ['REMOVE'], dynamodb: { Keys: { id: { S: [{ prefix: 'b' }] } } } });
    const { UUID } = await map({ FilterCriteria: { Filters: [{ Pattern }] } });

    const [event] = await cloud.events(1);
    expect(event?.Records.map(({ eventName }) => eventName)).toEqual(['REMOVE']);
    const updated = await cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, FilterCriteria: {} }));
    expect(updated.FilterCriteria).toBeUndefined();
    await put('d');
    const [, next] = await cloud.events(2);
    expect(next && ids(next)).toEqual(['d']);
  });

  it('repeats a batch that failed, with pauses, and nothing behind it goes before', async () => {
    await cloud.createFunction(
      'consumer',
      "if (globalThis.tries = (globalThis.tries ?? 0) + 1, tries < 3) throw new Error('no');",
    );
    const { UUID } = await map({ BatchSize: 1 });
    await put('a');
    await put('b');
    await cloud.deliveries(1);
    expect((await cloud.mapping(UUID)).LastProcessingResult).toBe('PROBLEM: Function call failed');
    cloud.clock.advance(1_000);
    await cloud.deliveries(2);
    cloud.clock.advance(2_000);

    const deliveries = await cloud.deliveries(4);
    expect(deliveries.map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['retrying', 1],
      ['retrying', 2],
      ['delivered', 3],
      ['delivered', 1],
    ]);
    expect((await cloud.events(4)).map(ids)).toEqual([['a'], ['a'], ['a'], ['b']]);
    expect((await cloud.mapping(UUID)).LastProcessingResult).toBe('OK');
  });

  it('gives a batch up after its retries, and tells the destination which records those were', async () => {
    const { receive } = await destination();
    await cloud.createFunction('consumer', failingOn('bad'));
    const OnFailure = { Destination: ARN('sqs', 'lost') };
    await map({ MaximumRetryAttempts: 1, DestinationConfig: { OnFailure } });
    await putAll(['bad', 'other']);
    await cloud.deliveries(1);
    cloud.clock.advance(1_000);
    const [, , last] = await cloud.deliveries(3);
    await put('next');

    expect(last).toMatchObject({ outcome: 'dead-lettered', reason: 'RetryAttemptsExhausted', attempt: 2 });
    const { Records: records = [] } = (await cloud.events(1))[0] ?? {};
    expect(await receive()).toEqual({
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: ARN('lambda', 'function:consumer'),
        condition: 'RetryAttemptsExhausted',
        approximateInvokeCount: 2,
      },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      version: '1.0',
      timestamp: new Date(cloud.clock.now()).toISOString(),
      DDBStreamBatchInfo: {
        shardId: expect.stringMatching(/^shardId-/),
        startSequenceNumber: Object(records[0]).dynamodb.SequenceNumber,
        endSequenceNumber: Object(records[1]).dynamodb.SequenceNumber,
        approximateArrivalOfFirstRecord: '2026-01-01T00:00:00Z',
        approximateArrivalOfLastRecord: '2026-01-01T00:00:00Z',
        batchSize: 2,
        streamArn: stream,
      },
    });
    const [, , next] = await cloud.events(3);
    expect(next && ids(next)).toEqual(['next']);
  });

  it('puts the records themselves into a bucket', async () => {
    const s3 = new S3Client({ ...cloud.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: 'lost' }));
    await cloud.createFunction('consumer', failingOn('bad'));
    const OnFailure = { Destination: 'arn:aws:s3:::lost' };
    const { UUID } = await map({ MaximumRetryAttempts: 0, DestinationConfig: { OnFailure } });
    await put('bad');
    await cloud.deliveries(2);

    const { Contents: [object] = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'lost' }));
    expect(object?.Key).toMatch(
      new RegExp(`^aws/lambda/${UUID}/shardId-[0-9a-f-]+/2026/01/01/2026-01-01T00\\.00\\.00-[0-9a-f-]{36}$`),
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'lost', Key: object?.Key }));
    const record = JSON.parse((await Body?.transformToString()) ?? '');
    expect(ids(JSON.parse(record.payload))).toEqual(['bad']);
    expect(record).toMatchObject({ DDBStreamBatchInfo: { batchSize: 1 } });
  });

  it('halves a batch that failed until the bad record is alone, without counting that as a retry', async () => {
    await cloud.createFunction('consumer', failingOn('c'));
    await map({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 1 });
    await putAll(['a', 'b', 'c', 'd', 'e']);
    await cloud.deliveries(4);
    cloud.clock.advance(1_000);

    const events = await cloud.events(6);
    expect(events.map((event) => ids(event).join(''))).toEqual(['abcde', 'abc', 'ab', 'c', 'c', 'de']);
    const deliveries = await cloud.deliveries(7);
    expect(deliveries.map(({ outcome }) => outcome)).toEqual([
      'retrying',
      'retrying',
      'delivered',
      'retrying',
      'retrying',
      'dropped',
      'delivered',
    ]);
  });

  it('goes on from the first record that the function names, when it reports batch item failures', async () => {
    const { receive } = await destination();
    await cloud.createFunction('consumer', reportingOn('c'));
    await map({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: ARN('sqs', 'lost') } },
    });
    await putAll(['a', 'b', 'c']);
    await cloud.deliveries(2);
    cloud.clock.advance(1_000);
    await cloud.deliveries(4);

    const events = await cloud.events(3);
    expect(events.map(ids)).toEqual([['a', 'b', 'c'], ['c'], ['c']]);
    expect(await receive()).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
      responseContext: { functionError: null },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });

  it('gives up records that are too old without trying them', async () => {
    const { receive } = await destination();
    await put('old');
    cloud.clock.advance(90_000);
    await put('new');
    await cloud.createFunction('consumer');
    await map({
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: ARN('sqs', 'lost') } },
    });

    const [event] = await cloud.events(1);
    expect(event && ids(event)).toEqual(['new']);
    const record = await receive();
    expect(record).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded', approximateInvokeCount: 0 } });
    expect(record).not.toHaveProperty('responseContext');
  });

  it('repeats for as long as the stream keeps the record, when nothing else is said', async () => {
    await cloud.createFunction('consumer', failingOn('bad'));
    await map();
    await put('bad');
    await cloud.deliveries(1);
    cloud.clock.advance(25 * HOUR);

    const deliveries = await cloud.deliveries(2);
    expect(deliveries[1]).toMatchObject({ outcome: 'dropped', reason: 'RecordAgeExceeded' });
  });

  it('does not count a throttle as a retry', async () => {
    await cloud.createFunction('consumer');
    const reserve = (ReservedConcurrentExecutions: number) =>
      cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName: 'consumer', ReservedConcurrentExecutions }));
    await reserve(0);
    await map({ MaximumRetryAttempts: 0 });
    await put('a');
    await cloud.until('a throttle', () => cloud.metrics.find(({ name }) => name === 'Throttles'));
    await reserve(1);
    cloud.clock.advance(1_000);

    const [delivery] = await cloud.deliveries(1);
    expect(delivery).toMatchObject({ outcome: 'delivered', attempt: 1 });
  });

  it('works several batches at once and keeps the records of one partition key in order', async () => {
    await cloud.createFunction('consumer');
    await map({ ParallelizationFactor: 3, BatchSize: 1 });
    const wanted: string[] = [];
    for (const at of ['1', '2', '3']) {
      for (const id of ['a', 'b', 'c', 'd']) {
        await put(id, at);
        wanted.push(`${id}${at}`);
      }
    }

    const events = await cloud.events(wanted.length);
    const got = events.flatMap(({ Records }) =>
      Records.map((record) => `${idOf(record)}${Object(record).dynamodb.Keys.at.S}`),
    );
    expect([...got].sort()).toEqual([...wanted].sort());
    for (const id of ['a', 'b', 'c', 'd']) {
      expect(got.filter((name) => name.startsWith(id))).toEqual([`${id}1`, `${id}2`, `${id}3`]);
    }
  });

  it('goes on where it was when it is disabled, enabled and given other lanes', async () => {
    await cloud.createFunction('consumer');
    const { UUID } = await map({ StartingPosition: 'LATEST' });
    await put('a');
    await cloud.deliveries(1);
    const update = (input: object) => cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...input }));
    await update({ Enabled: false });
    await put('b');
    await update({ Enabled: true, ParallelizationFactor: 2 });

    const [, event] = await cloud.events(2);
    expect(event && ids(event)).toEqual(['b']);
  });

  it('waits while its role may not read the stream, and says so', async () => {
    await cloud.createFunction('consumer');
    const { UUID } = await map();
    await put('a');
    await cloud.deliveries(1);
    await cloud.allow('dynamodb:PutItem');
    await put('b');
    await cloud.until('the refusal', async () => {
      const { LastProcessingResult: result } = await cloud.mapping(UUID);
      return result?.includes('not authorized to perform: dynamodb:GetRecords') ? true : undefined;
    });
    await cloud.allow('dynamodb:*');
    cloud.clock.advance(1_000);

    const [, event] = await cloud.events(2);
    expect(event && ids(event)).toEqual(['b']);
  });

  it.each([
    ['when its iterators have expired', 20 / 60],
    ['when the last record that it worked is trimmed', 30],
  ])('goes on after a long silence, %s', async (_what, hours) => {
    await cloud.createFunction('consumer');
    await map();
    await put('a');
    await cloud.deliveries(1);
    cloud.clock.advance(hours * HOUR);
    await put('b');

    const [, event] = await cloud.events(2);
    expect(event && ids(event)).toEqual(['b']);
  });

  it('measures how old the records are that it hands over', async () => {
    await put('a');
    cloud.clock.advance(5_000);
    await cloud.createFunction('consumer');
    await map();
    await cloud.deliveries(1);

    expect(cloud.metrics).toContainEqual({
      name: 'IteratorAge',
      dimensions: { FunctionName: 'consumer' },
      value: 5_000,
    });
  });
});

/** The queue `lost`, and what was sent to it first. */
async function destination() {
  const sqs = new SQSClient(cloud.client);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'lost' }));
  return {
    receive: async () => {
      const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      return JSON.parse(message?.Body ?? 'null');
    },
  };
}
