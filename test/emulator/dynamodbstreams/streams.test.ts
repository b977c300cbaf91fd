import { DeleteTableCommand, PutItemCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type ListStreamsCommandInput,
} from '@aws-sdk/client-dynamodb-streams';
import { type RunningStreams, refusal, startStreams } from './support.ts';

const HOUR = 3_600_000;

let cloud: RunningStreams;
beforeEach(async () => {
  cloud = await startStreams();
});
afterEach(() => cloud.close());

describe('ListStreams', () => {
  const list = (input: ListStreamsCommandInput) => cloud.streams.send(new ListStreamsCommand(input));

  test('lists the streams of all tables page by page, or those of one table', async () => {
    const arns = [await cloud.createTable('aaa'), await cloud.createTable('bbb'), await cloud.createTable('ccc')];

    const first = await list({ Limit: 2 });
    expect(first.Streams?.map(({ StreamArn }) => StreamArn)).toEqual(arns.slice(0, 2));
    expect(first.LastEvaluatedStreamArn).toBe(arns[1]);
    const second = await list({ ExclusiveStartStreamArn: arns[1] ?? '' });
    expect(second.Streams?.map(({ StreamArn }) => StreamArn)).toEqual(arns.slice(2));
    expect(second.LastEvaluatedStreamArn).toBeUndefined();
    expect((await list({ TableName: 'bbb' })).Streams).toEqual([
      { StreamArn: arns[1], TableName: 'bbb', StreamLabel: arns[1]?.split('/stream/')[1] },
    ]);
  });

  test('keeps a stream that was turned off, or whose table is gone, for a day', async () => {
    const off = await cloud.createTable('off');
    const gone = await cloud.createTable('gone');
    await cloud.turnOff('off');
    await cloud.tables.send(new DeleteTableCommand({ TableName: 'gone' }));

    expect((await list({})).Streams?.map(({ StreamArn }) => StreamArn)).toEqual([gone, off]);
    cloud.clock.advance(25 * HOUR);
    expect((await list({})).Streams).toEqual([]);
  });
});

describe('DescribeStream', () => {
  test('tells what the stream is of, and its shard', async () => {
    const arn = await cloud.createTable('users', 'KEYS_ONLY');

    expect(await cloud.describe(arn)).toEqual({
      StreamArn: arn,
      StreamLabel: arn.split('/stream/')[1],
      StreamStatus: 'ENABLED',
      StreamViewType: 'KEYS_ONLY',
      CreationRequestDateTime: new Date(cloud.clock.now()),
      TableName: 'users',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      Shards: [
        {
          ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
          SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{21}$/) },
        },
      ],
    });
  });

  test('shows a stream that was turned off as disabled and its shard as closed', async () => {
    const arn = await cloud.createTable('users');
    await cloud.put('users', 'a');
    const [record] = await cloud.all(arn);
    await cloud.turnOff('users');

    const description = await cloud.describe(arn);
    expect(description?.StreamStatus).toBe('DISABLED');
    expect(description?.Shards?.[0]?.SequenceNumberRange?.EndingSequenceNumber).toBe(record?.dynamodb?.SequenceNumber);
  });

  test('has no shards behind the one, nor children of it', async () => {
    const arn = await cloud.createTable('users');
    const ShardId = (await cloud.describe(arn))?.Shards?.[0]?.ShardId ?? '';
    const shards = async (input: object) => {
      const { StreamDescription } = await cloud.streams.send(new DescribeStreamCommand({ StreamArn: arn, ...input }));
      return StreamDescription?.Shards;
    };

    expect(await shards({ ExclusiveStartShardId: ShardId })).toEqual([]);
    expect(await shards({ ShardFilter: { Type: 'CHILD_SHARDS', ShardId } })).toEqual([]);
  });

  test('does not know a stream that is not there', async () => {
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/none/stream/2026-01-01T00:00:00.000';
    expect(await refusal(cloud.describe(arn))).toBe(
      `ResourceNotFoundException: Requested resource not found: Stream: ${arn} not found`,
    );
  });
});

describe('a record', () => {
  test('has the shape that AWS gives it', async () => {
    const arn = await cloud.createTable('users');
    cloud.clock.advance(1_700);
    await cloud.put('users', 'a', '1');
    await cloud.put('users', 'a', '2');
    await cloud.remove('users', 'a');

    const [insert, modify, remove] = await cloud.all(arn);
    expect(insert).toEqual({
      eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventName: 'INSERT',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: 'us-east-1',
      dynamodb: {
        ApproximateCreationDateTime: new Date(Math.floor(cloud.clock.now() / 1_000) * 1_000),
        Keys: { id: { S: 'a' } },
        NewImage: { id: { S: 'a' }, v: { S: '1' } },
        SequenceNumber: expect.stringMatching(/^\d{21}$/),
        SizeBytes: 8,
        StreamViewType: 'NEW_AND_OLD_IMAGES',
      },
    });
    expect(modify?.dynamodb).toMatchObject({ OldImage: { v: { S: '1' } }, NewImage: { v: { S: '2' } } });
    expect(remove).toMatchObject({ eventName: 'REMOVE', dynamodb: { OldImage: { v: { S: '2' } } } });
    expect(remove?.dynamodb).not.toHaveProperty('NewImage');
    expect(remove).not.toHaveProperty('userIdentity');
  });

  test('keeps its id and its number however often it is read, and no two share them', async () => {
    const arn = await cloud.createTable('users');
    for (const id of ['a', 'b', 'c']) await cloud.put('users', id);

    const records = await cloud.all(arn);
    expect(await cloud.all(arn)).toEqual(records);
    expect(new Set(records.map(({ eventID }) => eventID)).size).toBe(3);
    const numbers = records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
    expect([...numbers].sort()).toEqual(numbers);
  });

  test('of an item that expired names DynamoDB as who did it', async () => {
    const arn = await cloud.createTable('users');
    await cloud.tables.send(
      new UpdateTimeToLiveCommand({
        TableName: 'users',
        TimeToLiveSpecification: { AttributeName: 'until', Enabled: true },
      }),
    );
    const until = String(Math.floor(cloud.clock.now() / 1_000) + 10);
    await cloud.tables.send(new PutItemCommand({ TableName: 'users', Item: { id: { S: 'a' }, until: { N: until } } }));
    cloud.clock.advance(120_000);

    const [, remove] = await cloud.all(arn);
    expect(remove?.userIdentity).toEqual({ PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' });
  });
});

describe('GetRecords', () => {
  test('reads on from where the iterator before it ended, and waits at the end of an open shard', async () => {
    const arn = await cloud.createTable('users');
    for (const id of ['a', 'b', 'c']) await cloud.put('users', id);

    const first = await cloud.read(await cloud.iterator(arn, 'TRIM_HORIZON'), 2);
    expect(first.Records).toHaveLength(2);
    expect(await cloud.ids(first.NextShardIterator ?? '')).toEqual(['c']);
    const second = await cloud.read(first.NextShardIterator ?? '');
    const end = await cloud.read(second.NextShardIterator ?? '');
    expect(end.Records).toEqual([]);
    await cloud.put('users', 'd');
    expect(await cloud.ids(end.NextShardIterator ?? '')).toEqual(['d']);
  });

  test('begins where the type of the iterator says', async () => {
    const arn = await cloud.createTable('users');
    for (const id of ['a', 'b', 'c']) await cloud.put('users', id);
    const second = (await cloud.all(arn))[1]?.dynamodb?.SequenceNumber;
    const latest = await cloud.iterator(arn, 'LATEST');
    await cloud.put('users', 'd');

    expect(await cloud.ids(latest)).toEqual(['d']);
    expect(await cloud.ids(await cloud.iterator(arn, 'TRIM_HORIZON'))).toEqual(['a', 'b', 'c', 'd']);
    expect(await cloud.ids(await cloud.iterator(arn, 'AT_SEQUENCE_NUMBER', second))).toEqual(['b', 'c', 'd']);
    expect(await cloud.ids(await cloud.iterator(arn, 'AFTER_SEQUENCE_NUMBER', second))).toEqual(['c', 'd']);
    const start = (await cloud.describe(arn))?.Shards?.[0]?.SequenceNumberRange?.StartingSequenceNumber;
    expect(await cloud.ids(await cloud.iterator(arn, 'AT_SEQUENCE_NUMBER', start))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('gives about a megabyte at a time', async () => {
    const arn = await cloud.createTable('users', 'NEW_IMAGE');
    for (const id of ['a', 'b', 'c', 'd']) await cloud.put('users', id, 'x'.repeat(300_000));

    const first = await cloud.read(await cloud.iterator(arn, 'TRIM_HORIZON'));
    expect(first.Records).toHaveLength(3);
    expect(await cloud.ids(first.NextShardIterator ?? '')).toEqual(['d']);
  });

  test('ends a stream that was turned off with no further iterator, also when a new stream took its place', async () => {
    const arn = await cloud.createTable('users');
    await cloud.put('users', 'a');
    await cloud.turnOff('users');
    cloud.clock.advance(1_000);
    await cloud.turnOn('users');
    await cloud.put('users', 'b');

    const end = await cloud.read(await cloud.iterator(arn, 'TRIM_HORIZON'));
    expect(end.Records).toHaveLength(1);
    expect(end.NextShardIterator).toBeUndefined();
    expect((await cloud.all(await cloud.arnOf('users'))).map(({ dynamodb }) => dynamodb?.Keys)).toEqual([
      { id: { S: 'b' } },
    ]);
  });

  test('refuses an iterator after fifteen minutes', async () => {
    const iterator = await cloud.iterator(await cloud.createTable('users'), 'LATEST');
    cloud.clock.advance(15 * 60_000 + 1);

    expect(await refusal(cloud.read(iterator))).toBe('ExpiredIteratorException: Shard iterator has expired');
  });

  test('refuses to pass over what was trimmed after a day', async () => {
    const arn = await cloud.createTable('users');
    await cloud.put('users', 'a');
    const number = (await cloud.all(arn))[0]?.dynamodb?.SequenceNumber;
    cloud.clock.advance(24 * HOUR - 60_000);
    await cloud.put('users', 'b');
    const iterator = await cloud.iterator(arn, 'TRIM_HORIZON');
    cloud.clock.advance(3 * 60_000);

    const trimmed = 'TrimmedDataAccessException: The data you are trying to access has been trimmed';
    expect(await refusal(cloud.read(iterator))).toBe(trimmed);
    expect(await refusal(cloud.iterator(arn, 'AFTER_SEQUENCE_NUMBER', number))).toBe(trimmed);
    expect(await cloud.ids(await cloud.iterator(arn, 'TRIM_HORIZON'))).toEqual(['b']);
  });

  test('refuses what is no iterator', async () => {
    expect(await refusal(cloud.read('nonsense'))).toBe('ValidationException: Invalid ShardIterator');
  });
});

describe('GetShardIterator', () => {
  test('does not know another shard, and says which constraints a request breaks', async () => {
    const arn = await cloud.createTable('users');
    const get = (input: object) =>
      refusal(
        cloud.streams.send(
          new GetShardIteratorCommand({
            StreamArn: arn,
            ShardId: 'shardId-00000000000000000000-00000000',
            ShardIteratorType: 'LATEST',
            ...input,
          }),
        ),
      );

    expect(await get({})).toBe('ResourceNotFoundException: Requested resource not found: Shard does not exist');
    expect(await get({ ShardIteratorType: 'FIRST' })).toContain(
      "Value 'FIRST' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set",
    );
    expect(await get({ ShardId: 'short' })).toContain(
      "Value 'short' at 'shardId' failed to satisfy constraint: Member must have length greater than or equal to 28",
    );
    const arnOfStream = await refusal(cloud.iterator(arn, 'AT_SEQUENCE_NUMBER'));
    expect(arnOfStream).toContain('SequenceNumber must be specified');
  });
});
