import {
  type AttributeValue,
  BatchGetItemCommand,
  type BatchGetItemCommandInput,
  BatchWriteItemCommand,
  type BatchWriteItemCommandInput,
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  type TransactGetItemsCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb, USERS } from './support.ts';

let db: RunningDynamoDb;
const clock = new ManualClock();

beforeAll(async () => {
  db = await startDynamoDb({ clock });
  await createTables(db.client, USERS, ORDERS);
});
afterAll(() => db.close());

const user = (id: string, more: Record<string, AttributeValue> = {}) => ({ id: { S: id }, ...more });
const put = (item: Record<string, AttributeValue>) =>
  db.client.send(new PutItemCommand({ TableName: 'users', Item: item }));
const get = async (id: string) =>
  (await db.client.send(new GetItemCommand({ TableName: 'users', Key: user(id) }))).Item;

describe('BatchWriteItem', () => {
  const write = (RequestItems: BatchWriteItemCommandInput['RequestItems']) =>
    db.client.send(new BatchWriteItemCommand({ RequestItems, ReturnConsumedCapacity: 'TOTAL' }));

  test('puts and deletes in several tables', async () => {
    await put(user('old'));
    const { UnprocessedItems, ConsumedCapacity } = await write({
      users: [{ PutRequest: { Item: user('new') } }, { DeleteRequest: { Key: user('old') } }],
      orders: [{ PutRequest: { Item: { pk: { S: 'a' }, sk: { S: 'b' } } } }],
    });
    expect(UnprocessedItems).toEqual({});
    expect(ConsumedCapacity).toEqual([
      { TableName: 'users', CapacityUnits: 2 },
      { TableName: 'orders', CapacityUnits: 1 },
    ]);
    expect(await get('new')).toEqual(user('new'));
    expect(await get('old')).toBeUndefined();
  });

  const puts = (count: number) => Array.from({ length: count }, (_, n) => ({ PutRequest: { Item: user(`b${n}`) } }));

  test.each<[string, BatchWriteItemCommandInput['RequestItems'], string]>([
    ['nothing', {}, 'ValidationException: The requestItems parameter is required for BatchWriteItem'],
    ['a table that is not there', { nowhere: puts(1) }, 'ResourceNotFoundException: Requested resource not found'],
    [
      'the same item twice',
      { users: [...puts(1), { DeleteRequest: { Key: user('b0') } }] },
      'ValidationException: Provided list of item keys contains duplicates',
    ],
    [
      'a key of another type',
      { users: [{ PutRequest: { Item: { id: { N: '5' } } } }] },
      'ValidationException: The provided key element does not match the schema',
    ],
    [
      'too many requests in all',
      {
        users: puts(13),
        orders: Array.from({ length: 13 }, (_, n) => ({ PutRequest: { Item: { pk: { S: 'a' }, sk: { S: `${n}` } } } })),
      },
      'ValidationException: Too many items requested for the BatchWriteItem call',
    ],
  ])('refuses %s, and writes nothing', async (_what, requests, message) => {
    expect(await refusal(write(requests))).toBe(message);
    expect(await get('b0')).toBeUndefined();
  });

  test('refuses more than 25 requests for a table', async () => {
    expect(await refusal(write({ users: puts(26) }))).toMatch(
      /^ValidationException: 1 validation error detected: Value '\{users=\[.+\]\}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
    );
  });
});

describe('BatchGetItem', () => {
  const read = (RequestItems: BatchGetItemCommandInput['RequestItems']) =>
    db.client.send(new BatchGetItemCommand({ RequestItems, ReturnConsumedCapacity: 'TOTAL' }));

  test('answers the items that are there, projected, and counts every key', async () => {
    await put(user('g1', { v: { N: '1' }, w: { N: '2' } }));
    const answer = await read({
      users: { Keys: [user('g1'), user('nobody')], ProjectionExpression: 'v', ConsistentRead: true },
    });
    expect(answer.Responses).toEqual({ users: [{ v: { N: '1' } }] });
    expect(answer.UnprocessedKeys).toEqual({});
    expect(answer.ConsumedCapacity).toEqual([{ TableName: 'users', CapacityUnits: 2 }]);
  });

  test('leaves keys unprocessed once the answer holds 16 MB', async () => {
    const ids = Array.from({ length: 45 }, (_, n) => `big${n}`);
    for (const id of ids) await put(user(id, { v: { S: 'v'.repeat(390_000) } }));
    const { Responses, UnprocessedKeys } = await read({ users: { Keys: ids.map((id) => user(id)) } });
    expect(Responses?.users).toHaveLength(43);
    expect(UnprocessedKeys?.users?.Keys).toEqual([user('big43'), user('big44')]);
  });

  test.each<[BatchGetItemCommandInput['RequestItems'], string]>([
    [{}, 'The requestItems parameter is required for BatchGetItem'],
    [{ users: { Keys: [user('a'), user('a')] } }, 'Provided list of item keys contains duplicates'],
    [{ users: { Keys: [{}] } }, 'The provided key element does not match the schema'],
  ])('refuses %j', async (requests, message) => {
    expect(await refusal(read(requests))).toBe(`ValidationException: ${message}`);
  });
});

describe('TransactWriteItems', () => {
  const write = (items: TransactWriteItem[], ClientRequestToken?: string) =>
    db.client.send(
      new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken, ReturnConsumedCapacity: 'TOTAL' }),
    );
  const putUser = (id: string, more: Partial<NonNullable<TransactWriteItem['Put']>> = {}): TransactWriteItem => ({
    Put: { TableName: 'users', Item: user(id), ...more },
  });
  const addOne = (id: string): TransactWriteItem => ({
    Update: {
      TableName: 'users',
      Key: user(id),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  });

  test('does all or nothing, over several tables', async () => {
    await put(user('t-del'));
    await put(user('t-check', { ok: { BOOL: true } }));
    const { ConsumedCapacity } = await write([
      putUser('t-put'),
      addOne('t-add'),
      { Delete: { TableName: 'users', Key: user('t-del') } },
      { ConditionCheck: { TableName: 'users', Key: user('t-check'), ConditionExpression: 'attribute_exists(ok)' } },
      { Put: { TableName: 'orders', Item: { pk: { S: 't' }, sk: { S: 't' } } } },
    ]);
    expect(await get('t-put')).toEqual(user('t-put'));
    expect(await get('t-add')).toEqual(user('t-add', { n: { N: '1' } }));
    expect(await get('t-del')).toBeUndefined();
    expect(ConsumedCapacity).toEqual([
      { TableName: 'users', CapacityUnits: 8, WriteCapacityUnits: 8 },
      { TableName: 'orders', CapacityUnits: 2, WriteCapacityUnits: 2 },
    ]);
  });

  test('is cancelled as a whole when a condition fails, with a reason for each action', async () => {
    await put(user('held', { v: { N: '1' } }));
    const cancelled = write([
      putUser('never'),
      putUser('held', {
        ConditionExpression: 'attribute_not_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
      { Update: { TableName: 'users', Key: user('held2'), UpdateExpression: 'SET a = b' } },
    ]);
    await expect(cancelled).rejects.toThrow(TransactionCanceledException);
    await expect(cancelled).rejects.toMatchObject({
      message:
        'Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed, ValidationError]',
      CancellationReasons: [
        { Code: 'None' },
        {
          Code: 'ConditionalCheckFailed',
          Message: 'The conditional request failed',
          Item: user('held', { v: { N: '1' } }),
        },
        {
          Code: 'ValidationError',
          Message: 'The provided expression refers to an attribute that does not exist in the item',
        },
      ],
    });
    expect(await get('never')).toBeUndefined();
  });

  test('is cancelled when keys do not suit the table', async () => {
    const cancelled = write([
      { Put: { TableName: 'users', Item: { id: { N: '5' } } } },
      { Delete: { TableName: 'users', Key: { id: { N: '5' } } } },
    ]);
    await expect(cancelled).rejects.toMatchObject({
      CancellationReasons: [
        {
          Code: 'ValidationError',
          Message: 'One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
        },
        { Code: 'ValidationError', Message: 'The provided key element does not match the schema' },
      ],
    });
  });

  test('with a token is done once in ten minutes', async () => {
    await write([addOne('token')], 'token-1');
    await write([addOne('token')], 'token-1');
    expect(await get('token')).toEqual(user('token', { n: { N: '1' } }));
    expect(await refusal(write([addOne('other')], 'token-1'))).toMatch(/^IdempotentParameterMismatchException: /);
    clock.advance(10 * 60_000);
    await write([addOne('token')], 'token-1');
    expect(await get('token')).toEqual(user('token', { n: { N: '2' } }));
  });

  test('with one token sent twice at once is done once', async () => {
    await Promise.all([write([addOne('twice')], 'token-2'), write([addOne('twice')], 'token-2')]);
    expect(await get('twice')).toEqual(user('twice', { n: { N: '1' } }));
  });

  test('refused by its condition leaves the writes that arrive with it alone', async () => {
    const [first, refused, second] = await Promise.allSettled([
      write([addOne('beside-1')]),
      write([{ Put: { TableName: 'users', Item: user('no'), ConditionExpression: 'attribute_exists(id)' } }]),
      put(user('beside-2')),
    ]);
    expect([first?.status, refused?.status, second?.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await get('beside-1')).toEqual(user('beside-1', { n: { N: '1' } }));
    expect(await get('beside-2')).toEqual(user('beside-2'));
    expect(await get('no')).toBeUndefined();
  });

  test.each<[string, TransactWriteItem[], string]>([
    [
      'nothing',
      [],
      "ValidationException: 1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'one item twice',
      [putUser('a'), addOne('a')],
      'ValidationException: Transaction request cannot include multiple operations on one item',
    ],
    [
      'a table that is not there',
      [{ Put: { TableName: 'nowhere', Item: user('a') } }],
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      'an action of two kinds',
      [{ ...putUser('a'), ...addOne('b') }],
      'ValidationException: TransactItems can only contain one of Check, Put, Update or Delete',
    ],
    [
      'an empty key',
      [putUser('')],
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
  ])('refuses %s', async (_what, items, message) => {
    expect(await refusal(write(items))).toBe(message);
  });
});

describe('TransactGetItems', () => {
  const read = (TransactItems: TransactGetItemsCommandInput['TransactItems']) =>
    db.client.send(new TransactGetItemsCommand({ TransactItems, ReturnConsumedCapacity: 'TOTAL' }));
  const getUser = (id: string, ProjectionExpression?: string) => ({
    Get: { TableName: 'users', Key: user(id), ProjectionExpression },
  });

  test('answers in order, with nothing for what is missing or projected away', async () => {
    await put(user('tg', { v: { N: '1' } }));
    await put(user('tg2'));
    const { Responses, ConsumedCapacity } = await read([getUser('tg', 'v'), getUser('nobody'), getUser('tg2', 'v')]);
    expect(Responses).toEqual([{ Item: { v: { N: '1' } } }, {}, {}]);
    expect(ConsumedCapacity).toEqual([{ TableName: 'users', CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  });

  test('is cancelled when a key does not suit the table', async () => {
    await expect(read([{ Get: { TableName: 'users', Key: {} } }])).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ValidationError', Message: 'The provided key element does not match the schema' }],
    });
  });

  test('refuses one item twice', async () => {
    expect(await refusal(read([getUser('a'), getUser('a')]))).toBe(
      'ValidationException: Transaction request cannot include multiple operations on one item',
    );
  });
});
