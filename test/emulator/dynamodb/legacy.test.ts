import {
  type AttributeValueUpdate,
  type Condition,
  type ExpectedAttributeValue,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb } from './support.ts';

let db: RunningDynamoDb;

beforeAll(async () => {
  db = await startDynamoDb();
  await createTables(db.client, ORDERS);
  for (const sk of ['a', 'b', 'c']) await put(sk);
});
afterAll(() => db.close());

const put = (sk: string, Expected?: Record<string, ExpectedAttributeValue>) =>
  db.client.send(
    new PutItemCommand({
      TableName: 'orders',
      Item: { pk: { S: 'p' }, sk: { S: sk }, n: { N: String(sk.charCodeAt(0)) }, tags_: { SS: ['x', sk] } },
      ...(Expected ? { Expected } : {}),
    }),
  );
const eq = (S: string): Condition => ({ ComparisonOperator: 'EQ', AttributeValueList: [{ S }] });
const query = (input: Partial<QueryCommandInput>) =>
  db.client.send(new QueryCommand({ TableName: 'orders', ...input }));

describe('the older parameters', () => {
  test.each<[Condition, string[]]>([
    [eq('b'), ['b']],
    [{ ComparisonOperator: 'GT', AttributeValueList: [{ S: 'a' }] }, ['b', 'c']],
    [{ ComparisonOperator: 'BETWEEN', AttributeValueList: [{ S: 'a' }, { S: 'b' }] }, ['a', 'b']],
    [{ ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ S: 'c' }] }, ['c']],
  ])('KeyConditions with %j on the sort key', async (sk, expected) => {
    const { Items } = await query({ KeyConditions: { pk: eq('p'), sk } });
    expect(Items?.map((item) => item.sk?.S)).toEqual(expected);
  });

  test.each<[Record<string, Condition>, string[]]>([
    [{ n: { ComparisonOperator: 'LE', AttributeValueList: [{ N: '98' }] } }, ['a', 'b']],
    [{ n: { ComparisonOperator: 'IN', AttributeValueList: [{ N: '97' }, { N: '99' }] } }, ['a', 'c']],
    [{ tags_: { ComparisonOperator: 'CONTAINS', AttributeValueList: [{ S: 'b' }] } }, ['b']],
    [{ tags_: { ComparisonOperator: 'NOT_CONTAINS', AttributeValueList: [{ S: 'b' }] } }, ['a', 'c']],
    [{ none_: { ComparisonOperator: 'NULL' } }, ['a', 'b', 'c']],
    [{ none_: { ComparisonOperator: 'NOT_NULL' } }, []],
    [{ n: { ComparisonOperator: 'NE', AttributeValueList: [{ N: '97' }] } }, ['b', 'c']],
  ])('QueryFilter and ScanFilter with %j', async (filter, expected) => {
    const queried = await query({ KeyConditions: { pk: eq('p') }, QueryFilter: filter, AttributesToGet: ['sk'] });
    const scanned = await db.client.send(
      new ScanCommand({ TableName: 'orders', ScanFilter: filter, AttributesToGet: ['sk'] }),
    );
    expect(queried.Items).toEqual(expected.map((sk) => ({ sk: { S: sk } })));
    expect(scanned.Items).toEqual(queried.Items);
  });

  test('conditions join with AND, or with OR if told so', async () => {
    const ScanFilter: Record<string, Condition> = {
      n: { ComparisonOperator: 'EQ', AttributeValueList: [{ N: '97' }] },
      sk: eq('b'),
    };
    const both = await db.client.send(new ScanCommand({ TableName: 'orders', ScanFilter }));
    const either = await db.client.send(
      new ScanCommand({ TableName: 'orders', ScanFilter, ConditionalOperator: 'OR' }),
    );
    expect([both.Count, either.Count]).toEqual([0, 2]);
  });

  test('Expected guards a write', async () => {
    const failed = 'ConditionalCheckFailedException: The conditional request failed';
    expect(await refusal(put('a', { pk: { Exists: false } }))).toBe(failed);
    expect(await refusal(put('a', { n: { Value: { N: '1' } } }))).toBe(failed);
    expect(await refusal(put('a', { n: { ComparisonOperator: 'GE', AttributeValueList: [{ N: '97' }] } }))).toBe(
      'no refusal',
    );
    expect(await refusal(put('a', { n: {} }))).toBe(
      'ValidationException: One or more parameter values were invalid: Value must be provided when Exists is null for Attribute: n',
    );
  });

  test('AttributeUpdates put, add and delete', async () => {
    const AttributeUpdates: Record<string, AttributeValueUpdate> = {
      v: { Value: { S: 'new' } },
      n: { Action: 'ADD', Value: { N: '1' } },
      tags_: { Action: 'DELETE', Value: { SS: ['x'] } },
      none_: { Action: 'DELETE' },
    };
    const { Attributes } = await db.client.send(
      new UpdateItemCommand({
        TableName: 'orders',
        Key: { pk: { S: 'p' }, sk: { S: 'a' } },
        AttributeUpdates,
        ReturnValues: 'ALL_NEW',
      }),
    );
    expect(Attributes).toEqual({
      pk: { S: 'p' },
      sk: { S: 'a' },
      v: { S: 'new' },
      n: { N: '98' },
      tags_: { SS: ['a'] },
    });
  });

  test.each<[Partial<QueryCommandInput>, string]>([
    [
      { KeyConditions: { pk: { ComparisonOperator: 'NULL' } } },
      'Attempted conditional constraint is not an indexable operation',
    ],
    [
      { KeyConditions: { pk: { ComparisonOperator: 'EQ' } } },
      'One or more parameter values were invalid: Invalid number of argument(s) for the EQ ComparisonOperator',
    ],
    [
      { KeyConditions: { pk: { ComparisonOperator: 'BEGINS_WITH', AttributeValueList: [{ N: '1' }] } } },
      'One or more parameter values were invalid: ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type',
    ],
    [
      { KeyConditions: { pk: eq('p') }, FilterExpression: 'a = b' },
      'Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {KeyConditions} Expression parameters: {FilterExpression}',
    ],
    [
      { KeyConditions: { pk: eq('p') }, AttributesToGet: ['a', 'a'] },
      'One or more parameter values were invalid: Duplicate value in attribute name: a',
    ],
    [
      { KeyConditions: { pk: eq('p') }, ConditionalOperator: 'OR' },
      'ConditionalOperator cannot be used without Filter or Expected',
    ],
  ])('%j is refused', async (input, message) => {
    expect(await refusal(query(input))).toBe(`ValidationException: ${message}`);
  });
});
