import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteItemCommand,
  DeleteResourcePolicyCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeEndpointsCommand,
  DescribeLimitsCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  PutResourcePolicyCommand,
  QueryCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { createTables, ORDERS, type RunningDynamoDb, refusal, startDynamoDb, USERS } from './support.ts';

let db: RunningDynamoDb;

beforeEach(async () => {
  db = await startDynamoDb();
});
afterEach(() => db.close());

const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/users';
const create = (input: Partial<CreateTableCommandInput> = {}) =>
  db.client.send(new CreateTableCommand({ ...USERS, ...input }));
const update = (input: Partial<UpdateTableCommandInput>) =>
  db.client.send(new UpdateTableCommand({ TableName: 'users', ...input }));
const describeUsers = async () => (await db.client.send(new DescribeTableCommand({ TableName: 'users' }))).Table;
const put = (item: Record<string, string>) =>
  db.client.send(
    new PutItemCommand({
      TableName: 'users',
      Item: Object.fromEntries(Object.entries(item).map(([name, S]) => [name, { S }])),
    }),
  );
const email = [
  { AttributeName: 'id', AttributeType: 'S' as const },
  { AttributeName: 'email', AttributeType: 'S' as const },
];
const BY_EMAIL = {
  IndexName: 'by-email',
  KeySchema: [{ AttributeName: 'email', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
};

describe('CreateTable', () => {
  test('says that the table is being made, and it can be used at once', async () => {
    const { TableDescription } = await create();
    expect(TableDescription?.TableStatus).toBe('CREATING');
    await waitUntilTableExists({ client: db.client, maxWaitTime: 30 }, { TableName: 'users' });
    await put({ id: 'a' });
    expect(await describeUsers()).toMatchObject({
      TableName: 'users',
      TableArn: ARN,
      TableStatus: 'ACTIVE',
      ItemCount: 1,
      TableSizeBytes: 3,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
      DeletionProtectionEnabled: false,
    });
  });

  test('counts what it holds, also as that changes', async () => {
    await create();
    await put({ id: 'a' });
    expect(await describeUsers()).toMatchObject({ ItemCount: 1, TableSizeBytes: 3 });
    await put({ id: 'a', v: '1234' });
    await put({ id: 'b' });
    expect(await describeUsers()).toMatchObject({ ItemCount: 2, TableSizeBytes: 11 });
    await db.client.send(new DeleteItemCommand({ TableName: 'users', Key: { id: { S: 'a' } } }));
    await db.client.send(new DeleteItemCommand({ TableName: 'users', Key: { id: { S: 'nobody' } } }));
    expect(await describeUsers()).toMatchObject({ ItemCount: 1, TableSizeBytes: 3 });
  });

  test('keeps every setting', async () => {
    await create({
      BillingMode: undefined,
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      SSESpecification: { Enabled: true },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
      Tags: [{ Key: 'stage', Value: 'dev' }],
    });
    const table = await describeUsers();
    expect(table).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 6 },
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
      LatestStreamArn: `${ARN}/stream/${table?.LatestStreamLabel}`,
      SSEDescription: {
        Status: 'ENABLED',
        SSEType: 'KMS',
        KMSMasterKeyArn: 'arn:aws:kms:us-east-1:000000000000:alias/aws/dynamodb',
      },
      TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
      DeletionProtectionEnabled: true,
    });
    const { Tags } = await db.client.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }));
    expect(Tags).toEqual([{ Key: 'stage', Value: 'dev' }]);
  });

  test('refuses a name that is taken', async () => {
    await create();
    expect(await refusal(create())).toBe('ResourceInUseException: Table already exists: users');
  });

  const S = 'S' as const;
  const twoKeys = [
    { AttributeName: 'id', KeyType: 'HASH' as const },
    { AttributeName: 'id', KeyType: 'RANGE' as const },
  ];
  test.each<[string, Partial<CreateTableCommandInput>, string]>([
    [
      'a short name',
      { TableName: 'ab' },
      "1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
    ],
    [
      'a key without definition',
      { AttributeDefinitions: [{ AttributeName: 'b', AttributeType: S }] },
      'One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [b]',
    ],
    [
      'one attribute as both keys',
      { KeySchema: twoKeys },
      'Invalid KeySchema: Some index key attribute have no definition',
    ],
    [
      'a definition without use',
      { AttributeDefinitions: email },
      'One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions',
    ],
    [
      'a sort key alone',
      { KeySchema: [{ AttributeName: 'id', KeyType: 'RANGE' }] },
      'Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
    ],
    [
      'provisioned capacity without figures',
      { BillingMode: 'PROVISIONED' },
      'One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED',
    ],
    [
      'figures on demand',
      { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
      'One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
    ],
    [
      'two indexes of a name',
      { AttributeDefinitions: email, GlobalSecondaryIndexes: [BY_EMAIL, BY_EMAIL] },
      'One or more parameter values were invalid: Duplicate index name: by-email',
    ],
    [
      'an index without projection type',
      { AttributeDefinitions: email, GlobalSecondaryIndexes: [{ ...BY_EMAIL, Projection: {} }] },
      'One or more parameter values were invalid: Unknown ProjectionType: null',
    ],
    [
      'a local index without sort key in the table',
      {
        AttributeDefinitions: email,
        LocalSecondaryIndexes: [
          {
            ...BY_EMAIL,
            KeySchema: [
              { AttributeName: 'id', KeyType: 'HASH' },
              { AttributeName: 'email', KeyType: 'RANGE' },
            ],
          },
        ],
      },
      'One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex',
    ],
  ])('refuses %s', async (_what, input, message) => {
    expect(await refusal(create(input))).toBe(`ValidationException: ${message}`);
  });

  test('refuses three key attributes and unknown types, naming where', async () => {
    const elements = ['a', 'b', 'c'].map((AttributeName) => ({ AttributeName, KeyType: 'HASH' as const }));
    expect(await refusal(create({ KeySchema: elements }))).toMatch(
      /at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2$/,
    );
    const unknown = JSON.parse('[{"AttributeName":"id","AttributeType":"X"}]');
    expect(await refusal(create({ AttributeDefinitions: unknown }))).toBe(
      "ValidationException: 1 validation error detected: Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    );
  });
});

describe('UpdateTable', () => {
  const emails = async () => {
    const { Items } = await db.client.send(
      new QueryCommand({
        TableName: 'users',
        IndexName: 'by-email',
        KeyConditionExpression: 'email = :e',
        ExpressionAttributeValues: { ':e': { S: 'x@y' } },
      }),
    );
    return Items?.map(({ id }) => id?.S);
  };

  test('adds an index with the items that are there, and removes it', async () => {
    await create();
    await put({ id: 'a', email: 'x@y' });
    await put({ id: 'b' });
    const added = await update({
      AttributeDefinitions: email,
      GlobalSecondaryIndexUpdates: [{ Create: BY_EMAIL }],
    });
    expect(added.TableDescription).toMatchObject({
      TableStatus: 'UPDATING',
      GlobalSecondaryIndexes: [{ IndexName: 'by-email', IndexStatus: 'CREATING' }],
    });
    await put({ id: 'c', email: 'x@y' });
    expect(await emails()).toEqual(['a', 'c']);
    expect((await describeUsers())?.GlobalSecondaryIndexes).toMatchObject([{ IndexStatus: 'ACTIVE', ItemCount: 2 }]);
    await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'by-email' } }] });
    expect(await refusal(emails())).toBe('ValidationException: The table does not have the specified index: by-email');
    expect((await describeUsers())?.AttributeDefinitions).toEqual(USERS.AttributeDefinitions);
  });

  test('switches streams, billing, class and protection', async () => {
    await create();
    await update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } });
    expect(await refusal(update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }))).toBe(
      'ValidationException: Table already has an enabled stream: TableName: users',
    );
    await update({ StreamSpecification: { StreamEnabled: false } });
    await update({
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      TableClass: 'STANDARD_INFREQUENT_ACCESS',
      DeletionProtectionEnabled: true,
    });
    const table = await describeUsers();
    expect(table).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 2 },
      BillingModeSummary: { BillingMode: 'PROVISIONED' },
      DeletionProtectionEnabled: true,
    });
    expect(table?.LatestStreamArn).toBeDefined();
    expect(table?.StreamSpecification).toBeUndefined();
  });

  test.each<[Partial<UpdateTableCommandInput>, string]>([
    [
      {},
      'ValidationException: At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required',
    ],
    [
      { TableName: 'nowhere', TableClass: 'STANDARD' },
      'ResourceNotFoundException: Requested resource not found: Table: nowhere not found',
    ],
    [
      { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'none' } }] },
      'ResourceNotFoundException: Requested resource not found',
    ],
    [
      { GlobalSecondaryIndexUpdates: [{ Create: BY_EMAIL }] },
      'ValidationException: One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [email], AttributeDefinitions: [id]',
    ],
    [
      { StreamSpecification: { StreamEnabled: false } },
      'ValidationException: Table does not have a stream to disable: TableName: users',
    ],
    [
      { ReplicaUpdates: [{ Create: { RegionName: 'eu-west-1' } }] },
      'ValidationException: One or more parameter values were invalid: The emulator does not support ReplicaUpdates',
    ],
  ])('refuses %j', async (input, message) => {
    await create();
    expect(await refusal(update(input))).toBe(message);
  });
});

describe('DeleteTable', () => {
  const remove = () => db.client.send(new DeleteTableCommand({ TableName: 'users' }));

  test('takes the items along: a new table of the name is empty', async () => {
    await create();
    await put({ id: 'a' });
    expect((await remove()).TableDescription?.TableStatus).toBe('DELETING');
    expect(await refusal(describeUsers())).toBe(
      'ResourceNotFoundException: Requested resource not found: Table: users not found',
    );
    await create();
    expect((await describeUsers())?.ItemCount).toBe(0);
  });

  test('refuses a table that is protected', async () => {
    await create({ DeletionProtectionEnabled: true });
    expect(await refusal(remove())).toBe(
      'ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.',
    );
  });
});

test('ListTables answers names in order, page by page', async () => {
  await createTables(db.client, ...['cc1', 'aa1', 'bb1'].map((TableName) => ({ ...ORDERS, TableName })));
  const first = await db.client.send(new ListTablesCommand({ Limit: 2 }));
  expect(first).toMatchObject({ TableNames: ['aa1', 'bb1'], LastEvaluatedTableName: 'bb1' });
  const second = await db.client.send(new ListTablesCommand({ ExclusiveStartTableName: 'bb1' }));
  expect(second.TableNames).toEqual(['cc1']);
  expect(second.LastEvaluatedTableName).toBeUndefined();
});

test('tags can be set and taken away', async () => {
  await create();
  await db.client.send(
    new TagResourceCommand({
      ResourceArn: ARN,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    }),
  );
  await db.client.send(new TagResourceCommand({ ResourceArn: ARN, Tags: [{ Key: 'a', Value: '3' }] }));
  await db.client.send(new UntagResourceCommand({ ResourceArn: ARN, TagKeys: ['b'] }));
  const { Tags } = await db.client.send(new ListTagsOfResourceCommand({ ResourceArn: ARN }));
  expect(Tags).toEqual([{ Key: 'a', Value: '3' }]);
});

test('point-in-time recovery can be turned on and described', async () => {
  await create();
  const { client } = db;
  const before = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'users' }));
  expect(before.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toEqual({
    PointInTimeRecoveryStatus: 'DISABLED',
  });
  const on = { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 7 };
  await client.send(new UpdateContinuousBackupsCommand({ TableName: 'users', PointInTimeRecoverySpecification: on }));
  const after = await client.send(new DescribeContinuousBackupsCommand({ TableName: 'users' }));
  expect(after.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toMatchObject({
    PointInTimeRecoveryStatus: 'ENABLED',
    RecoveryPeriodInDays: 7,
  });
  const missing = client.send(new DescribeContinuousBackupsCommand({ TableName: 'nowhere' }));
  expect(await refusal(missing)).toBe('TableNotFoundException: Table not found: nowhere');
});

test('a resource policy can be put, read and deleted', async () => {
  await create();
  const { client } = db;
  const Policy = '{"Version":"2012-10-17","Statement":[]}';
  const { RevisionId } = await client.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy }));
  expect(await client.send(new GetResourcePolicyCommand({ ResourceArn: ARN }))).toMatchObject({ Policy, RevisionId });
  await client.send(new DeleteResourcePolicyCommand({ ResourceArn: ARN, ExpectedRevisionId: RevisionId }));
  expect(await refusal(client.send(new GetResourcePolicyCommand({ ResourceArn: ARN })))).toMatch(
    /^PolicyNotFoundException: /,
  );
  expect(await refusal(client.send(new PutResourcePolicyCommand({ ResourceArn: ARN, Policy: 'no JSON' })))).toMatch(
    /^ValidationException: /,
  );
});

test('limits and endpoints are described', async () => {
  const limits = await db.client.send(new DescribeLimitsCommand({}));
  expect(limits).toMatchObject({ AccountMaxReadCapacityUnits: 80_000, TableMaxWriteCapacityUnits: 40_000 });
  const { Endpoints } = await db.client.send(new DescribeEndpointsCommand({}));
  expect(Endpoints).toEqual([{ Address: new URL(db.endpoint.toString()).host, CachePeriodInMinutes: 1440 }]);
});

test('an operation that is not there says so by name', async () => {
  const statement = db.client.send(new ExecuteStatementCommand({ Statement: 'SELECT * FROM users' }));
  expect(await refusal(statement)).toContain('ExecuteStatement');
});
