import {
  DescribeTimeToLiveCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createTables, type RunningDynamoDb, refusal, startDynamoDb, USERS } from './support.ts';

let db: RunningDynamoDb;
let clock: ManualClock;

beforeEach(async () => {
  clock = new ManualClock();
  db = await startDynamoDb({ clock });
  await createTables(db.client, {
    ...USERS,
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'team', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-team',
        KeySchema: [{ AttributeName: 'team', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
});
afterEach(() => db.close());

const seconds = () => Math.floor(clock.now() / 1000);
const put = (id: string, expires: { N: string } | { S: string }) =>
  db.client.send(new PutItemCommand({ TableName: 'users', Item: { id: { S: id }, team: { S: 't' }, expires } }));
const timeToLive = (Enabled: boolean, AttributeName = 'expires') =>
  db.client.send(
    new UpdateTimeToLiveCommand({ TableName: 'users', TimeToLiveSpecification: { Enabled, AttributeName } }),
  );
const ids = async () => {
  const { Items } = await db.client.send(new ScanCommand({ TableName: 'users' }));
  return Items?.map(({ id }) => id?.S).sort();
};

test('items go once their time has passed, from the table and its indexes', async () => {
  await timeToLive(true);
  await put('soon', { N: String(seconds() + 30) });
  await put('later', { N: String(seconds() + 3600) });
  clock.advance(29_000);
  expect(await ids()).toEqual(['later', 'soon']);
  clock.advance(120_000);
  expect(await ids()).toEqual(['later']);
  const { Count } = await db.client.send(
    new QueryCommand({
      TableName: 'users',
      IndexName: 'by-team',
      KeyConditionExpression: 'team = :t',
      ExpressionAttributeValues: { ':t': { S: 't' } },
    }),
  );
  expect(Count).toBe(1);
});

test('items that were there before it was turned on expire too', async () => {
  await put('early', { N: String(seconds() + 10) });
  await timeToLive(true);
  clock.advance(200_000);
  expect(await ids()).toEqual([]);
});

test('an update moves the time', async () => {
  await timeToLive(true);
  await put('kept', { N: String(seconds() + 10) });
  await db.client.send(
    new UpdateItemCommand({
      TableName: 'users',
      Key: { id: { S: 'kept' } },
      UpdateExpression: 'ADD expires :hour',
      ExpressionAttributeValues: { ':hour': { N: '3600' } },
    }),
  );
  clock.advance(600_000);
  expect(await ids()).toEqual(['kept']);
  clock.advance(3_600_000);
  expect(await ids()).toEqual([]);
});

test('what is no number, or lies more than five years back, never expires', async () => {
  await timeToLive(true);
  await put('text', { S: String(seconds()) });
  await put('ancient', { N: String(seconds() - 6 * 365 * 86_400) });
  clock.advance(86_400_000);
  expect(await ids()).toEqual(['ancient', 'text']);
});

test('the stream says that time to live took the item', async () => {
  await timeToLive(true);
  await put('gone', { N: String(seconds() + 10) });
  clock.advance(120_000);
  const stream = db.service.tables.require('users').definition.stream;
  const records = db.service.changes.read(stream?.space ?? 0, 0, 10);
  expect(records.map(({ event, expired }) => [event, expired])).toEqual([
    ['INSERT', false],
    ['REMOVE', true],
  ]);
});

test('turned off, nothing expires', async () => {
  await timeToLive(true);
  await put('spared', { N: String(seconds() + 10) });
  await timeToLive(false);
  clock.advance(600_000);
  expect(await ids()).toEqual(['spared']);
});

test('its state is described, and a change that changes nothing refused', async () => {
  const describe_ = async () =>
    (await db.client.send(new DescribeTimeToLiveCommand({ TableName: 'users' }))).TimeToLiveDescription;
  expect(await describe_()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  expect(await refusal(timeToLive(false))).toBe('ValidationException: TimeToLive is already disabled');
  await timeToLive(true);
  expect(await describe_()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  expect(await refusal(timeToLive(true))).toBe('ValidationException: TimeToLive is already enabled');
  expect(await refusal(timeToLive(true, 'other'))).toBe(
    'ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is expires',
  );
});

test('many expired items go in batches, all of them', async () => {
  await timeToLive(true);
  for (let n = 0; n < 450; n += 1) {
    await put(`n${n}`, { N: String(seconds() + 10) });
  }
  clock.advance(120_000);
  expect(await ids()).toEqual([]);
});
