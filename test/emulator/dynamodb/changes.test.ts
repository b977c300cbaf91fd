import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  type StreamViewType,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createTables, type RunningDynamoDb, refusal, startDynamoDb, USERS } from './support.ts';

let db: RunningDynamoDb;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  db = await startDynamoDb({ clock });
});
afterEach(() => db.close());

const withStream = (StreamViewType: StreamViewType) =>
  createTables(db.client, { ...USERS, StreamSpecification: { StreamEnabled: true, StreamViewType } });
const put = (id: string, v: string) =>
  db.client.send(new PutItemCommand({ TableName: 'users', Item: { id: { S: id }, v: { S: v } } }));
const records = (after = 0) => {
  const { stream } = db.service.tables.require('users').definition;
  return db.service.changes.read(stream?.space ?? 0, after, 100);
};

describe('a stream', () => {
  const key = { id: { S: 'a' } };
  const one = { ...key, v: { S: '1' } };
  const two = { ...key, v: { S: '2' } };

  test.each<[StreamViewType, unknown[]]>([
    ['KEYS_ONLY', [{}, {}, {}]],
    ['NEW_IMAGE', [{ new: one }, { new: two }, {}]],
    ['OLD_IMAGE', [{}, { old: one }, { old: two }]],
    ['NEW_AND_OLD_IMAGES', [{ new: one }, { old: one, new: two }, { old: two }]],
  ])('of %s shows these images of a put, an update and a delete', async (view, images) => {
    await withStream(view);
    await put('a', '1');
    await db.client.send(
      new UpdateItemCommand({
        TableName: 'users',
        Key: key,
        UpdateExpression: 'SET v = :v',
        ExpressionAttributeValues: { ':v': { S: '2' } },
      }),
    );
    await db.client.send(new DeleteItemCommand({ TableName: 'users', Key: key }));
    const seen = records();
    expect(seen.map(({ event, keys }) => [event, keys])).toEqual([
      ['INSERT', key],
      ['MODIFY', key],
      ['REMOVE', key],
    ]);
    expect(seen.map((record) => ({ old: record.old, new: record.new }))).toEqual(
      images.map((image) => ({ old: undefined, new: undefined, ...Object(image) })),
    );
    const sequences = seen.map(({ sequence }) => sequence);
    expect([...sequences].sort((a, b) => a - b)).toEqual(sequences);
    expect(records(sequences[1])).toEqual(seen.slice(2));
  });

  test('has no record of a write that changes nothing or is refused', async () => {
    await withStream('NEW_IMAGE');
    await put('a', '1');
    await put('a', '1');
    await db.client.send(new DeleteItemCommand({ TableName: 'users', Key: { id: { S: 'nobody' } } }));
    const cancelled = db.client.send(
      new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName: 'users', Item: { id: { S: 'b' } } } },
          {
            ConditionCheck: {
              TableName: 'users',
              Key: { id: { S: 'c' } },
              ConditionExpression: 'attribute_exists(id)',
            },
          },
        ],
      }),
    );
    expect(await refusal(cancelled)).toContain('TransactionCanceledException');
    expect(records()).toHaveLength(1);
  });

  test('has the writes of batches and transactions, and tells who listens', async () => {
    await withStream('KEYS_ONLY');
    const heard: number[] = [];
    const stop = db.service.changes.subscribe((space) => heard.push(space));
    await db.client.send(
      new BatchWriteItemCommand({
        RequestItems: { users: ['a', 'b'].map((id) => ({ PutRequest: { Item: { id: { S: id } } } })) },
      }),
    );
    await db.client.send(
      new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: 'users', Item: { id: { S: 'c' } } } }] }),
    );
    stop();
    await put('d', '1');
    expect(records().map(({ keys }) => keys.id)).toEqual(['a', 'b', 'c', 'd'].map((S) => ({ S })));
    expect(heard).toHaveLength(3);
  });

  test('keeps a record for 24 hours', async () => {
    await withStream('KEYS_ONLY');
    await put('a', '1');
    clock.advance(23 * 3_600_000);
    await put('b', '1');
    expect(records()).toHaveLength(2);
    clock.advance(2 * 3_600_000);
    expect(records().map(({ keys }) => keys.id)).toEqual([{ S: 'b' }]);
  });
});

test('a table without a stream keeps no records', async () => {
  await createTables(db.client, USERS);
  await put('a', '1');
  expect(db.store.get('SELECT count(*) AS n FROM dynamodb_change')).toEqual({ n: 0 });
});
