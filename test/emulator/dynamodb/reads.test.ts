import {
  type AttributeValue,
  BatchWriteItemCommand,
  PutItemCommand,
  paginateQuery,
  paginateScan,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb } from './support.ts';

let db: RunningDynamoDb;

/** Orders of three customers, with times that repeat, so that index entries have equal keys. */
const ITEMS: Record<string, AttributeValue>[] = ['ana', 'bo', 'cy'].flatMap((pk) =>
  Array.from({ length: 12 }, (_, n) => ({
    pk: { S: pk },
    sk: { S: `order-${String(n).padStart(2, '0')}` },
    total_: { N: String(n * 10 - 30) },
    state: { S: n % 3 === 0 ? 'open' : 'closed' },
    note: { S: `note ${n}` },
  })),
);

beforeAll(async () => {
  db = await startDynamoDb();
  await createTables(
    db.client,
    {
      ...ORDERS,
      AttributeDefinitions: [
        ...(ORDERS.AttributeDefinitions ?? []),
        { AttributeName: 'state', AttributeType: 'S' },
        { AttributeName: 'total_', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'by-state',
          KeySchema: [
            { AttributeName: 'state', KeyType: 'HASH' },
            { AttributeName: 'total_', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
        {
          IndexName: 'by-state-and-customer',
          KeySchema: [
            { AttributeName: 'state', KeyType: 'HASH' },
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'total_', KeyType: 'RANGE' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      LocalSecondaryIndexes: [
        {
          IndexName: 'by-total',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'total_', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        },
      ],
    },
    { ...ORDERS, TableName: 'large' },
  );
  for (let at = 0; at < ITEMS.length; at += 25) {
    const requests = ITEMS.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
    await db.client.send(new BatchWriteItemCommand({ RequestItems: { orders: requests } }));
  }
});
afterAll(() => db.close());

const query = (input: Partial<QueryCommandInput>) =>
  db.client.send(new QueryCommand({ TableName: 'orders', ...input }));
const scan = (input: Partial<ScanCommandInput> = {}) =>
  db.client.send(new ScanCommand({ TableName: 'orders', ...input }));
const ofAna = (more: string, values: Record<string, AttributeValue>, rest: Partial<QueryCommandInput> = {}) =>
  query({
    KeyConditionExpression: `pk = :pk${more}`,
    ExpressionAttributeValues: { ':pk': { S: 'ana' }, ...values },
    ...rest,
  });
const sortKeys = (items: Record<string, AttributeValue>[] | undefined) => items?.map(({ sk }) => sk?.S?.slice(-2));

describe('a query', () => {
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, n) => String(from + n).padStart(2, '0'));

  test.each([
    ['', {}, range(0, 11)],
    [' AND sk = :a', { ':a': { S: 'order-03' } }, ['03']],
    [' AND sk < :a', { ':a': { S: 'order-03' } }, range(0, 2)],
    [' AND sk <= :a', { ':a': { S: 'order-03' } }, range(0, 3)],
    [' AND sk > :a', { ':a': { S: 'order-09' } }, range(10, 11)],
    [' AND :a <= sk', { ':a': { S: 'order-09' } }, range(9, 11)],
    [' AND sk BETWEEN :a AND :b', { ':a': { S: 'order-03' }, ':b': { S: 'order-05' } }, range(3, 5)],
    [' AND begins_with(sk, :a)', { ':a': { S: 'order-1' } }, range(10, 11)],
    [' AND sk > :a', { ':a': { S: 'z' } }, []],
  ])('on pk = :pk%s', async (more, values, expected) => {
    expect(sortKeys((await ofAna(more, values)).Items)).toEqual(expected);
    expect(sortKeys((await ofAna(more, values, { ScanIndexForward: false })).Items)).toEqual([...expected].reverse());
  });

  test('counts what it looked at before the filter, and answers what passed', async () => {
    const page = await ofAna(
      '',
      { ':o': { S: 'open' } },
      {
        FilterExpression: 'contains(note, :one) OR total_ = :t',
        ExpressionAttributeValues: { ':pk': { S: 'ana' }, ':one': { S: '1' }, ':t': { N: '-30' } },
      },
    );
    expect(sortKeys(page.Items)).toEqual(['00', '01', '10', '11']);
    expect(page).toMatchObject({ Count: 4, ScannedCount: 12 });
    const counted = await ofAna('', {}, { Select: 'COUNT' });
    expect(counted).toMatchObject({ Count: 12, ScannedCount: 12 });
    expect(counted.Items).toBeUndefined();
  });

  test.each([true, false])('goes on page by page where it stopped (forward: %p)', async (ScanIndexForward) => {
    const seen: (string | undefined)[] = [];
    const pages = paginateQuery(
      { client: db.client, pageSize: 5 },
      {
        TableName: 'orders',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'bo' } },
        ScanIndexForward,
      },
    );
    let count = 0;
    for await (const page of pages) {
      count += 1;
      seen.push(...(sortKeys(page.Items) ?? []));
    }
    expect(seen).toEqual(ScanIndexForward ? range(0, 11) : range(0, 11).reverse());
    expect(count).toBe(3);
  });

  test('of an index is ordered by its sort key, numbers by value, and answers what the index holds', async () => {
    const page = await query({
      IndexName: 'by-state',
      KeyConditionExpression: '#s = :s AND total_ < :t',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'open' }, ':t': { N: '40' } },
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(page.Items?.map(({ total_ }) => total_?.N)).toEqual(['-30', '-30', '-30', '0', '0', '0', '30', '30', '30']);
    expect(Object.keys(page.Items?.[0] ?? {}).sort()).toEqual(['pk', 'sk', 'state', 'total_']);
    expect(page.ConsumedCapacity).toEqual({
      TableName: 'orders',
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { 'by-state': { CapacityUnits: 0.5 } },
    });
  });

  test('of an index pages through entries of equal keys without loss', async () => {
    const seen = new Set<string>();
    const pages = paginateQuery(
      { client: db.client, pageSize: 2 },
      {
        TableName: 'orders',
        IndexName: 'by-state',
        KeyConditionExpression: '#s = :s',
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': { S: 'closed' } },
      },
    );
    for await (const { Items = [] } of pages) for (const { pk, sk } of Items) seen.add(`${pk?.S} ${sk?.S}`);
    expect(seen.size).toBe(24);
  });

  test('of an index with several key attributes needs those of the partition, and the sort attributes from the left', async () => {
    const of = (more: string, values: Record<string, AttributeValue>) =>
      query({
        IndexName: 'by-state-and-customer',
        KeyConditionExpression: `#s = :s AND pk = :pk${more}`,
        ExpressionAttributeNames: { '#s': 'state' },
        ExpressionAttributeValues: { ':s': { S: 'closed' }, ':pk': { S: 'cy' }, ...values },
      });
    expect(sortKeys((await of(' AND total_ > :t', { ':t': { N: '50' } })).Items)).toEqual(['10', '11']);
    expect(
      sortKeys(
        (await of(' AND total_ = :t AND begins_with(sk, :o)', { ':t': { N: '50' }, ':o': { S: 'order' } })).Items,
      ),
    ).toEqual(['08']);
    expect(await refusal(of(' AND sk = :o', { ':o': { S: 'order-08' } }))).toBe(
      'ValidationException: Query key condition not supported',
    );
  });

  test('of a local index looks up what the index does not hold', async () => {
    const page = await ofAna(
      ' AND total_ >= :t',
      { ':t': { N: '70' } },
      { IndexName: 'by-total', Select: 'ALL_ATTRIBUTES', ConsistentRead: true },
    );
    expect(page.Items?.map(({ note }) => note?.S)).toEqual(['note 10', 'note 11']);
    const projected = await ofAna('', {}, { IndexName: 'by-total', Limit: 1 });
    expect(projected.Items).toEqual([{ pk: { S: 'ana' }, sk: { S: 'order-00' }, total_: { N: '-30' } }]);
  });

  const prefix = 'ValidationException: ';
  test.each<[Partial<QueryCommandInput>, string]>([
    [{}, 'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.'],
    [{ KeyConditionExpression: 'sk = :pk' }, 'Query condition missed key schema element: pk'],
    [{ KeyConditionExpression: 'pk = :pk AND note = :pk' }, 'Query condition missed key schema element: sk'],
    [{ KeyConditionExpression: 'pk > :pk' }, 'Query key condition not supported'],
    [
      { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { N: '1' } } },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', IndexName: 'whatever' },
      'The table does not have the specified index: whatever',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', IndexName: 'by-state', ConsistentRead: true },
      'Consistent reads are not supported on global secondary indexes',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', IndexName: 'by-state', Select: 'ALL_ATTRIBUTES' },
      'One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index by-state because its projection type is not ALL',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', FilterExpression: 'sk = :pk' },
      'Filter Expression can only contain non-primary key attributes: Primary key attribute: sk',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', Limit: 0 },
      "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { KeyConditionExpression: 'pk = :pk', Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', Select: 'COUNT', ProjectionExpression: 'sk' },
      'One or more parameter values were invalid: Cannot specify the ProjectionExpression when choosing to get only the Count',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: { pk: { S: 'ana' } } },
      'The provided starting key is invalid',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: { pk: { S: 'ana' }, sk: { N: '1' } } },
      'The provided key element does not match the schema',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: { pk: { S: 'bo' }, sk: { S: 'a' } } },
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
    [
      { KeyConditionExpression: 'pk = :pk AND sk > :pk', ExclusiveStartKey: { pk: { S: 'ana' }, sk: { S: 'a' } } },
      'The provided starting key does not match the range key predicate',
    ],
    [
      { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: { pk: { S: 'ana' }, sk: {} as AttributeValue } },
      'The provided starting key is invalid: Supplied AttributeValue is empty, must contain exactly one of the supported datatypes',
    ],
  ])('%j is refused', async (input, message) => {
    const asked = query({
      ExpressionAttributeValues: { ':pk': { S: 'ana' } },
      ...input,
      ...(input.KeyConditionExpression ? {} : { ExpressionAttributeValues: undefined }),
    });
    expect(await refusal(asked)).toBe(prefix + message);
  });

  test('of a global index refuses attributes that the index does not hold', async () => {
    const asked = query({
      IndexName: 'by-state',
      KeyConditionExpression: '#s = :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'open' } },
      ProjectionExpression: 'note',
    });
    expect(await refusal(asked)).toBe(
      `${prefix}One or more parameter values were invalid: Global secondary index by-state does not project [note]`,
    );
  });
});

describe('a scan', () => {
  const keys = (items: Record<string, AttributeValue>[] = []) => items.map(({ pk, sk }) => `${pk?.S} ${sk?.S}`);

  test('reads every item once, page by page', async () => {
    const seen: string[] = [];
    for await (const { Items } of paginateScan({ client: db.client, pageSize: 7 }, { TableName: 'orders' })) {
      seen.push(...keys(Items));
    }
    expect(seen).toHaveLength(36);
    expect(new Set(seen)).toEqual(new Set(keys(ITEMS)));
  });

  test('in segments reads every item in one of them', async () => {
    const segments = await Promise.all([0, 1, 2, 3].map((Segment) => scan({ Segment, TotalSegments: 4 })));
    const seen = segments.flatMap(({ Items }) => keys(Items));
    expect(seen).toHaveLength(36);
    expect(new Set(seen).size).toBe(36);
  });

  test('filters by any attribute, keys too', async () => {
    const page = await scan({
      FilterExpression: 'pk = :pk AND total_ > :t',
      ExpressionAttributeValues: { ':pk': { S: 'ana' }, ':t': { N: '60' } },
      ProjectionExpression: 'sk',
    });
    expect(page).toMatchObject({ Count: 2, ScannedCount: 36 });
    expect(page.Items).toContainEqual({ sk: { S: 'order-11' } });
  });

  test('of an index reads the items that have its keys', async () => {
    await db.client.send(new PutItemCommand({ TableName: 'orders', Item: { pk: { S: 'no' }, sk: { S: 'state' } } }));
    expect((await scan({ IndexName: 'by-state' })).Count).toBe(36);
  });

  test.each<[Partial<ScanCommandInput>, string]>([
    [
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      { TotalSegments: 4 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      { Segment: 5, TotalSegments: 5 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
    ],
    [
      { FilterExpression: 'begins_with(none_, :n)', ExpressionAttributeValues: { ':n': { N: '5' } } },
      'Invalid FilterExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    [
      { AttributesToGet: ['a'], FilterExpression: 'a = b' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {FilterExpression}',
    ],
  ])('%j is refused', async (input, message) => {
    expect(await refusal(scan(input))).toBe(`ValidationException: ${message}`);
  });
});

test('a page ends when the items that were read reach 1 MB', async () => {
  for (let n = 0; n < 20; n += 1) {
    const Item = { pk: { S: 'p' }, sk: { S: String(n).padStart(2, '0') }, v: { S: 'v'.repeat(60_000) } };
    await db.client.send(new PutItemCommand({ TableName: 'large', Item }));
  }
  const page = await query({
    TableName: 'large',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': { S: 'p' } },
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(page.LastEvaluatedKey).toEqual({ pk: { S: 'p' }, sk: { S: '17' } });
  expect(page.Count).toBe(18);
  expect(page.ConsumedCapacity?.CapacityUnits).toBe(132);
});
