import {
  type GetItemCommandInput,
  type PutItemCommandInput,
  PutResourcePolicyCommand,
  type QueryCommandInput,
  type TransactWriteItemsCommandInput,
} from '@aws-sdk/client-dynamodb';
import { rolePrincipal } from '../../../emulator/door/principal.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb } from './support.ts';

let db: RunningDynamoDb;

beforeAll(async () => {
  db = await startDynamoDb();
  await createTables(db.client, {
    ...ORDERS,
    AttributeDefinitions: [...(ORDERS.AttributeDefinitions ?? []), { AttributeName: 'state', AttributeType: 'S' }],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-state',
        KeySchema: [{ AttributeName: 'state', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
});
afterAll(() => db.close());

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/orders';
let roles = 0;

/** Calls as a role that has these statements and no others. */
function as(...Statement: Record<string, unknown>[]) {
  roles += 1;
  const roleName = `role-${roles}`;
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const policy = (statements: unknown[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
  db.roles.create({ name: roleName, trustPolicy: policy([trust]) });
  db.roles.putInlinePolicy(roleName, 'all', policy(Statement));
  const principal = rolePrincipal(LOCAL_ACCOUNT, roleName, 'test');
  return <I>(operation: string, input: I) =>
    refusal(db.door.call<I, unknown>({ service: 'dynamodb', operation, principal }, input));
}

const allow = (action: string, more: Record<string, unknown> = {}) => ({
  Effect: 'Allow',
  Action: `dynamodb:${action}`,
  Resource: TABLE,
  ...more,
});

test('a call without permission is refused in IAM words, naming action and table', async () => {
  const put = as(allow('GetItem'));
  const input: PutItemCommandInput = { TableName: 'orders', Item: { pk: { S: 'a' }, sk: { S: 'b' } } };
  expect(await put('PutItem', input)).toBe(
    'AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/role-1/test is not authorized to perform: ' +
      `dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
  );
});

test('reading an index needs permission for the index', async () => {
  const input: QueryCommandInput = {
    TableName: 'orders',
    IndexName: 'by-state',
    KeyConditionExpression: '#s = :s',
    ExpressionAttributeNames: { '#s': 'state' },
    ExpressionAttributeValues: { ':s': { S: 'open' } },
  };
  expect(await as(allow('Query'))('Query', input)).toContain(`on resource: ${TABLE}/index/by-state`);
  expect(await as(allow('Query', { Resource: `${TABLE}/index/*` }))('Query', input)).toBe('no refusal');
});

test('dynamodb:LeadingKeys confines a role to its partitions', async () => {
  const own = { Condition: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['ana'] } } };
  const call = as(allow('*', own));
  const get = (pk: string): GetItemCommandInput => ({ TableName: 'orders', Key: { pk: { S: pk }, sk: { S: 's' } } });
  const query = (pk: string): QueryCommandInput => ({
    TableName: 'orders',
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': { S: pk } },
  });
  expect(await call('GetItem', get('ana'))).toBe('no refusal');
  expect(await call('GetItem', get('bo'))).toContain('AccessDeniedException');
  expect(await call('Query', query('ana'))).toBe('no refusal');
  expect(await call('Query', query('bo'))).toContain('AccessDeniedException');
});

test('dynamodb:Attributes confines a role to some attributes', async () => {
  const some = {
    Condition: {
      'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk', 'sk', 'state'] },
      StringEqualsIfExists: { 'dynamodb:Select': 'SPECIFIC_ATTRIBUTES' },
    },
  };
  const call = as(allow('GetItem', some));
  const get = (ProjectionExpression: string): GetItemCommandInput => ({
    TableName: 'orders',
    Key: { pk: { S: 'a' }, sk: { S: 's' } },
    ProjectionExpression,
    ExpressionAttributeNames: { '#s': 'state' },
  });
  expect(await call('GetItem', get('#s, sk'))).toBe('no refusal');
  expect(await call('GetItem', get('#s, secret_.deep'))).toContain('AccessDeniedException');
});

test('each action of a transaction needs its own permission', async () => {
  const input: TransactWriteItemsCommandInput = {
    TransactItems: [
      { Put: { TableName: 'orders', Item: { pk: { S: 't' }, sk: { S: '1' } } } },
      {
        ConditionCheck: {
          TableName: 'orders',
          Key: { pk: { S: 't' }, sk: { S: '2' } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ],
  };
  expect(await as(allow('PutItem'))('TransactWriteItems', input)).toContain('dynamodb:ConditionCheckItem');
  expect(await as(allow('PutItem'), allow('ConditionCheckItem'))('TransactWriteItems', input)).toBe('no refusal');
});

test('the policy of a table refuses what it denies', async () => {
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 'dynamodb:DeleteItem', Resource: TABLE }],
  });
  await db.client.send(new PutResourcePolicyCommand({ ResourceArn: TABLE, Policy }));
  const call = as(allow('*'));
  const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
  expect(await call('DeleteItem', { TableName: 'orders', Key })).toContain('explicit deny in a resource-based policy');
  expect(await call('GetItem', { TableName: 'orders', Key })).toBe('no refusal');
});

test('tells no client of a query code: DynamoDB never spoke AWS Query', async () => {
  const answer = await fetch(db.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.DescribeTable',
      authorization: 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request',
    },
    body: JSON.stringify({ TableName: 'nowhere' }),
  });
  expect(await answer.json()).toMatchObject({ __type: expect.stringMatching(/ResourceNotFoundException$/) });
  expect(answer.headers.get('x-amzn-query-error')).toBeNull();
});
