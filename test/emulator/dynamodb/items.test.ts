import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb, USERS } from './support.ts';

let db: RunningDynamoDb;

beforeAll(async () => {
  db = await startDynamoDb();
  await createTables(db.client, USERS, {
    ...ORDERS,
    AttributeDefinitions: [
      ...(ORDERS.AttributeDefinitions ?? []),
      { AttributeName: 'status', AttributeType: 'S' },
      { AttributeName: 'at', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-status',
        KeySchema: [{ AttributeName: 'status', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['total_'] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'by-time',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
});
afterAll(() => db.close());

const put = (input: Partial<PutItemCommandInput>) =>
  db.client.send(new PutItemCommand({ TableName: 'users', Item: { id: { S: 'x' } }, ...input }));
const get = async (id: string) =>
  (await db.client.send(new GetItemCommand({ TableName: 'users', Key: { id: { S: id } } }))).Item;
const update = (id: string, input: Partial<UpdateItemCommandInput>) =>
  db.client.send(new UpdateItemCommand({ TableName: 'users', Key: { id: { S: id } }, ...input }));

describe('PutItem', () => {
  test('keeps every type of value, numbers in canonical form', async () => {
    const values = {
      s: { S: 'tëxt 😀' },
      b: { B: Uint8Array.of(0, 255, 128) },
      yes: { BOOL: false },
      nothing: { NULL: true },
      ss: { SS: ['b', 'a'] },
      bs: { BS: [Uint8Array.of(1), Uint8Array.of()] },
      deep: { L: [{ M: { 'a.b': { L: [] }, bytes: { B: Uint8Array.of(7) } } }, { S: '' }] },
    };
    await put({ Item: { id: { S: 'types' }, n: { N: '+01.50e1' }, ns: { NS: ['1.0', '-2'] }, ...values } });
    expect(await get('types')).toEqual({ id: { S: 'types' }, n: { N: '15' }, ns: { NS: ['1', '-2'] }, ...values });
  });

  test('answers the item that it replaced, if asked', async () => {
    const first = await put({ Item: { id: { S: 'old' }, v: { N: '1' } }, ReturnValues: 'ALL_OLD' });
    expect(first.Attributes).toBeUndefined();
    const second = await put({ Item: { id: { S: 'old' }, w: { N: '2' } }, ReturnValues: 'ALL_OLD' });
    expect(second.Attributes).toEqual({ id: { S: 'old' }, v: { N: '1' } });
    expect(await get('old')).toEqual({ id: { S: 'old' }, w: { N: '2' } });
  });

  test('writes only if its condition holds, and shows the item that did not meet it', async () => {
    await put({ Item: { id: { S: 'once' }, v: { N: '1' } }, ConditionExpression: 'attribute_not_exists(id)' });
    const again = put({
      Item: { id: { S: 'once' }, v: { N: '2' } },
      ConditionExpression: 'attribute_not_exists(id)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    await expect(again).rejects.toThrow(ConditionalCheckFailedException);
    await expect(again).rejects.toMatchObject({
      message: 'The conditional request failed',
      Item: { id: { S: 'once' }, v: { N: '1' } },
    });
    expect(await get('once')).toEqual({ id: { S: 'once' }, v: { N: '1' } });
  });

  const deepest = (levels: number): { L: [] } | { L: unknown[] } =>
    levels === 1 ? { L: [] } : { L: [deepest(levels - 1)] };

  test.each<[string, Partial<PutItemCommandInput>, string]>([
    ['no table', { TableName: 'nowhere' }, 'ResourceNotFoundException: Requested resource not found'],
    [
      'no key',
      { Item: { v: { N: '1' } } },
      'ValidationException: One or more parameter values were invalid: Missing the key id in the item',
    ],
    [
      'a key of another type',
      { Item: { id: { N: '1' } } },
      'ValidationException: One or more parameter values were invalid: Type mismatch for key id expected: S actual: N',
    ],
    [
      'an empty key',
      { Item: { id: { S: '' } } },
      'ValidationException: One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id',
    ],
    [
      'a long key',
      { Item: { id: { S: 'k'.repeat(2049) } } },
      'ValidationException: One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes',
    ],
    [
      'an empty set',
      { Item: { id: { S: 'x' }, s: { SS: [] } } },
      'ValidationException: One or more parameter values were invalid: An string set  may not be empty',
    ],
    [
      'a set with duplicates',
      { Item: { id: { S: 'x' }, s: { NS: ['1', '1.0'] } } },
      'ValidationException: Input collection contains duplicates',
    ],
    [
      'a bad number',
      { Item: { id: { S: 'x' }, n: { N: 'one' } } },
      'ValidationException: The parameter cannot be converted to a numeric value: one',
    ],
    [
      'an item of more than 400 KB',
      { Item: { id: { S: 'x' }, v: { S: 'v'.repeat(400 * 1024) } } },
      'ValidationException: Item size has exceeded the maximum allowed size',
    ],
    [
      'both ways to say a condition',
      { Expected: { id: { Exists: false } }, ConditionExpression: 'attribute_not_exists(id)' },
      'ValidationException: Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}',
    ],
    [
      'values without an expression',
      { ExpressionAttributeValues: { ':v': { N: '1' } } },
      'ValidationException: ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [
      'other return values',
      { ReturnValues: 'UPDATED_NEW' },
      'ValidationException: ReturnValues can only be ALL_OLD or NONE',
    ],
    [
      'a bad table name',
      { TableName: 'bad table!@#' },
      "ValidationException: 1 validation error detected: Value 'bad table!@#' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    ],
  ])('refuses %s', async (_what, input, message) => {
    expect(await refusal(put(input))).toBe(message);
  });

  test('takes values of 32 nested levels and refuses 33', async () => {
    const item = (levels: number) => ({ id: { S: 'deep' }, v: JSON.parse(JSON.stringify(deepest(levels))) });
    await put({ Item: item(32) });
    expect(await refusal(put({ Item: item(33) }))).toContain('Nesting Levels have exceeded supported limits');
  });

  test('takes a table by its ARN', async () => {
    await put({ TableName: 'arn:aws:dynamodb:us-east-1:000000000000:table/users', Item: { id: { S: 'by-arn' } } });
    expect(await get('by-arn')).toEqual({ id: { S: 'by-arn' } });
  });
});

describe('GetItem', () => {
  test('answers the parts that are asked for', async () => {
    await put({ Item: { id: { S: 'parts' }, name: { S: 'n' }, m: { M: { a: { N: '1' }, b: { N: '2' } } } } });
    const { Item, ConsumedCapacity } = await db.client.send(
      new GetItemCommand({
        TableName: 'users',
        Key: { id: { S: 'parts' } },
        ProjectionExpression: '#n, m.b',
        ExpressionAttributeNames: { '#n': 'name' },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );
    expect(Item).toEqual({ name: { S: 'n' }, m: { M: { b: { N: '2' } } } });
    expect(ConsumedCapacity).toEqual({ TableName: 'users', CapacityUnits: 0.5 });
  });

  test.each([
    [{}, 'The provided key element does not match the schema'],
    [{ id: { S: 'a' }, more: { S: 'a' } }, 'The provided key element does not match the schema'],
    [{ id: { N: '1' } }, 'The provided key element does not match the schema'],
  ])('refuses the key %j', async (Key, message) => {
    const got = db.client.send(new GetItemCommand({ TableName: 'users', Key }));
    expect(await refusal(got)).toBe(`ValidationException: ${message}`);
  });
});

describe('UpdateItem', () => {
  test('makes an item that is not there, with its key', async () => {
    await update('fresh', {
      UpdateExpression: 'ADD visits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    });
    await update('bare', {});
    expect(await get('fresh')).toEqual({ id: { S: 'fresh' }, visits: { N: '1' } });
    expect(await get('bare')).toEqual({ id: { S: 'bare' } });
  });

  test('asks its condition of the item as it is, not as it will be', async () => {
    const ghost = update('ghost', {
      UpdateExpression: 'SET v = :v',
      ConditionExpression: 'attribute_exists(id)',
      ExpressionAttributeValues: { ':v': { N: '1' } },
    });
    expect(await refusal(ghost)).toBe('ConditionalCheckFailedException: The conditional request failed');
    expect(await get('ghost')).toBeUndefined();
  });

  test.each([
    ['NONE', undefined],
    ['ALL_OLD', { id: { S: 'r' }, a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } }, gone: { S: 'g' } }],
    ['ALL_NEW', { id: { S: 'r' }, a: { N: '2' }, m: { M: { x: { N: '5' }, y: { N: '2' } } } }],
    ['UPDATED_OLD', { a: { N: '1' }, m: { M: { x: { N: '1' } } }, gone: { S: 'g' } }],
    ['UPDATED_NEW', { a: { N: '2' }, m: { M: { x: { N: '5' } } } }],
  ] as const)('answers with ReturnValues %s what that means', async (ReturnValues, expected) => {
    await put({
      Item: { id: { S: 'r' }, a: { N: '1' }, m: { M: { x: { N: '1' }, y: { N: '2' } } }, gone: { S: 'g' } },
    });
    const { Attributes } = await update('r', {
      UpdateExpression: 'SET m.x = :five ADD a :one REMOVE gone',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':five': { N: '5' } },
      ReturnValues,
    });
    expect(Attributes).toEqual(expected);
  });

  test('counts exactly when many updates come at once', async () => {
    const add = { UpdateExpression: 'ADD n :one', ExpressionAttributeValues: { ':one': { N: '0.1' } } };
    await Promise.all(Array.from({ length: 50 }, () => update('counter', add)));
    expect(await get('counter')).toEqual({ id: { S: 'counter' }, n: { N: '5' } });
  });

  test.each<[Partial<UpdateItemCommandInput>, string]>([
    [
      { UpdateExpression: 'SET id = :v', ExpressionAttributeValues: { ':v': { S: 'x' } } },
      'One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key',
    ],
    [
      { UpdateExpression: 'SET v = :v', ExpressionAttributeValues: { ':v': { S: 'v'.repeat(400 * 1024) } } },
      'Item size to update has exceeded the maximum allowed size',
    ],
  ])('refuses an update that no item allows', async (input, message) => {
    expect(await refusal(update('x', input))).toBe(`ValidationException: ${message}`);
  });

  const order = (UpdateExpression: string, value: PutItemCommandInput['Item']) =>
    db.client.send(
      new UpdateItemCommand({
        TableName: 'orders',
        Key: { pk: { S: 'p' }, sk: { S: 's' } },
        UpdateExpression,
        ExpressionAttributeNames: { '#s': 'status' },
        ExpressionAttributeValues: value,
      }),
    );

  test.each([
    [
      'SET #s = :v',
      { ':v': { N: '1' } },
      'One or more parameter values were invalid: Type mismatch for Index Key status Expected: S Actual: N IndexName: by-status',
    ],
    [
      'SET #s.x = :v',
      { ':v': { N: '1' } },
      "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: status",
    ],
    [
      'SET #s = :v',
      { ':v': { S: '' } },
      'One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.',
    ],
  ])('refuses %s where an index does not allow it', async (expression, values, message) => {
    expect(await refusal(order(expression, values))).toBe(`ValidationException: ${message}`);
  });
});

describe('DeleteItem', () => {
  test('removes an item if its condition holds, and answers what it was', async () => {
    await put({ Item: { id: { S: 'bye' }, v: { N: '1' } } });
    const remove = (v: string) =>
      db.client.send(
        new DeleteItemCommand({
          TableName: 'users',
          Key: { id: { S: 'bye' } },
          ConditionExpression: 'v = :v',
          ExpressionAttributeValues: { ':v': { N: v } },
          ReturnValues: 'ALL_OLD',
        }),
      );
    expect(await refusal(remove('2'))).toBe('ConditionalCheckFailedException: The conditional request failed');
    expect((await remove('1')).Attributes).toEqual({ id: { S: 'bye' }, v: { N: '1' } });
    expect(await get('bye')).toBeUndefined();
  });

  test('of an item that is not there succeeds', async () => {
    const { Attributes } = await db.client.send(
      new DeleteItemCommand({ TableName: 'users', Key: { id: { S: 'never' } }, ReturnValues: 'ALL_OLD' }),
    );
    expect(Attributes).toBeUndefined();
  });
});

describe('what a write costs', () => {
  const write = (attributes: PutItemCommandInput['Item']) =>
    db.client.send(
      new PutItemCommand({
        TableName: 'orders',
        Item: { pk: { S: 'cost' }, sk: { S: 'a' }, ...attributes },
        ReturnConsumedCapacity: 'INDEXES',
        ReturnItemCollectionMetrics: 'SIZE',
      }),
    );

  test.each([
    ['an item in no index', {}, 1, undefined, undefined],
    ['one that enters both indexes', { status: { S: 'new' }, at: { S: '1' } }, 3, 1, 1],
    ['the same once more', { status: { S: 'new' }, at: { S: '1' } }, 1, undefined, undefined],
    ['one that moves in the first', { status: { S: 'sent' }, at: { S: '1' } }, 4, 2, 1],
    [
      'one that changes what only the second holds',
      { status: { S: 'sent' }, at: { S: '1' }, v: { N: '1' } },
      2,
      undefined,
      1,
    ],
    ['one that leaves both', {}, 3, 1, 1],
  ])('of %s', async (_what, attributes, total, global, local) => {
    const { ConsumedCapacity, ItemCollectionMetrics } = await write(attributes);
    expect(ConsumedCapacity).toEqual({
      TableName: 'orders',
      CapacityUnits: total,
      Table: { CapacityUnits: 1 },
      ...(global ? { GlobalSecondaryIndexes: { 'by-status': { CapacityUnits: global } } } : {}),
      ...(local ? { LocalSecondaryIndexes: { 'by-time': { CapacityUnits: local } } } : {}),
    });
    expect(ItemCollectionMetrics).toEqual({ ItemCollectionKey: { pk: { S: 'cost' } }, SizeEstimateRangeGB: [0, 1] });
  });
});
