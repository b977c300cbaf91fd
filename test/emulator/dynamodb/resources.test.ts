import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTagsOfResourceCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { checkProperties } from '../../../emulator/template/properties.ts';
import type { Deployed, ResourceContext } from '../../../emulator/template/resource-type.ts';
import { type RunningDynamoDb, startDynamoDb } from './support.ts';

let db: RunningDynamoDb;

beforeEach(async () => {
  db = await startDynamoDb();
});
afterEach(() => db.close());

const context: ResourceContext = {
  account: LOCAL_ACCOUNT,
  stackName: 'shop',
  stackId: 'arn:aws:cloudformation:us-east-1:000000000000:stack/shop/1',
  logicalId: 'Orders',
  type: 'AWS::DynamoDB::Table',
  assets: { locate: () => undefined },
  generateName: () => 'shop-Orders-ABC',
};

function typeNamed(name: string) {
  const type = db.service.resources.find((known) => known.type === name);
  if (!type) throw new Error(`No resource type ${name}`);
  return type;
}

/** The properties as the template layer hands them to the type, which takes no others. */
function parsed(name: string, properties: unknown): never {
  const { parsed: result, problems } = checkProperties(typeNamed(name), properties);
  if (problems.length > 0) throw new Error(problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return result as never;
}

const create = async (name: string, properties: unknown, more: Partial<ResourceContext> = {}): Promise<Deployed> =>
  typeNamed(name).create(parsed(name, properties), { ...context, ...more });
const update = (name: string, physicalId: string, properties: unknown): Promise<Deployed> =>
  Promise.resolve(
    typeNamed(name).update(
      { physicalId, properties: parsed(name, properties), previous: parsed(name, properties) },
      context,
    ),
  );

const TABLE = 'AWS::DynamoDB::Table';
const GLOBAL = 'AWS::DynamoDB::GlobalTable';
const KEYS = {
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
};
const INDEX = {
  IndexName: 'by-g',
  KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
};
const FULL = {
  ...KEYS,
  TableName: 'orders',
  BillingMode: 'PAY_PER_REQUEST',
  GlobalSecondaryIndexes: [{ ...INDEX, ContributorInsightsSpecification: { Enabled: true } }],
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: 'true' },
  SSESpecification: { SSEEnabled: true },
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
  DeletionProtectionEnabled: false,
  ContributorInsightsSpecification: { Enabled: true },
  Tags: [{ Key: 'stage', Value: 'dev' }],
};
const describeTable = async (TableName: string) =>
  (await db.client.send(new DescribeTableCommand({ TableName }))).Table;

describe('AWS::DynamoDB::Table', () => {
  test('makes the table with all of its settings', async () => {
    const { physicalId, attributes } = await create(TABLE, FULL);
    const table = await describeTable('orders');
    expect(physicalId).toBe('orders');
    expect(attributes).toEqual({ Arn: table?.TableArn, TableId: table?.TableId, StreamArn: table?.LatestStreamArn });
    expect(table).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      SSEDescription: { Status: 'ENABLED' },
      GlobalSecondaryIndexes: [{ IndexName: 'by-g' }],
    });
    const ttl = await db.client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }));
    expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'ttl' });
    const backups = await db.client.send(new DescribeContinuousBackupsCommand({ TableName: 'orders' }));
    expect(backups.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus).toBe(
      'ENABLED',
    );
    const { Tags } = await db.client.send(new ListTagsOfResourceCommand({ ResourceArn: table?.TableArn ?? '' }));
    expect(Tags).toContainEqual({ Key: 'stage', Value: 'dev' });
    expect(Tags).toContainEqual({ Key: 'aws:cloudformation:logical-id', Value: 'Orders' });
  });

  test('without a name takes one from the stack', async () => {
    const { AttributeDefinitions, ...rest } = KEYS;
    const properties = {
      ...rest,
      AttributeDefinitions: AttributeDefinitions.slice(0, 1),
      BillingMode: 'PAY_PER_REQUEST',
    };
    expect((await create(TABLE, properties)).physicalId).toBe('shop-Orders-ABC');
  });

  test('changes in place and keeps the items', async () => {
    await create(TABLE, FULL);
    await db.client.send(
      new PutItemCommand({ TableName: 'orders', Item: { pk: { S: 'a' }, g: { S: 'x' }, h: { S: 'y' } } }),
    );
    const { StreamSpecification: _stream, TimeToLiveSpecification: _ttl, ...rest } = FULL;
    await update(TABLE, 'orders', {
      ...rest,
      AttributeDefinitions: [KEYS.AttributeDefinitions[0], { AttributeName: 'h', AttributeType: 'S' }],
      BillingMode: 'PROVISIONED',
      ProvisionedThroughput: { ReadCapacityUnits: '1', WriteCapacityUnits: 1 },
      GlobalSecondaryIndexes: [
        {
          ...INDEX,
          IndexName: 'by-h',
          KeySchema: [{ AttributeName: 'h', KeyType: 'HASH' }],
          ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
        },
      ],
      Tags: [],
    });
    const table = await describeTable('orders');
    expect(table).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 1 },
      GlobalSecondaryIndexes: [{ IndexName: 'by-h' }],
      ItemCount: 1,
    });
    expect(table?.StreamSpecification).toBeUndefined();
    const { Items } = await db.client.send(
      new QueryCommand({
        TableName: 'orders',
        IndexName: 'by-h',
        KeyConditionExpression: 'h = :h',
        ExpressionAttributeValues: { ':h': { S: 'y' } },
      }),
    );
    expect(Items).toHaveLength(1);
    const ttl = await db.client.send(new DescribeTimeToLiveCommand({ TableName: 'orders' }));
    expect(ttl.TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  test('made twice by the same resource, as after a cut-off deployment, is one table with its items', async () => {
    await create(TABLE, FULL);
    const Item = { pk: { S: 'a' } };
    await db.client.send(new PutItemCommand({ TableName: 'orders', Item }));
    await create(TABLE, FULL);
    const got = await db.client.send(new GetItemCommand({ TableName: 'orders', Key: Item }));
    expect(got.Item).toEqual(Item);
    await expect(create(TABLE, FULL, { logicalId: 'Other' })).rejects.toThrow('Table already exists: orders');
  });

  test('is removed once, and gone is well', async () => {
    const deployed = await create(TABLE, FULL);
    const remove = () => typeNamed(TABLE).delete({ ...deployed, properties: parsed(TABLE, FULL) }, context);
    await remove();
    expect(db.service.tables.find('orders')).toBeUndefined();
    await remove();
  });

  test.each([
    [{ ImportSourceSpecification: {} }, 'ImportSourceSpecification: not supported'],
    [{ KinesisStreamSpecification: {} }, 'KinesisStreamSpecification: not supported'],
    [{ GlobalSecondaryIndexes: [{ ...INDEX, Colour: 'red' }] }, 'GlobalSecondaryIndexes.0.Colour: not supported'],
  ])('refuses %j by name', async (more, message) => {
    expect(() => parsed(TABLE, { ...FULL, ...more })).toThrow(message);
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  test('with one replica is a table', async () => {
    const { attributes } = await create(GLOBAL, {
      ...KEYS,
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      GlobalSecondaryIndexes: [INDEX],
      Replicas: [
        {
          Region: 'us-east-1',
          DeletionProtectionEnabled: true,
          ContributorInsightsSpecification: { Enabled: true },
          GlobalSecondaryIndexes: [{ IndexName: 'by-g', ContributorInsightsSpecification: { Enabled: true } }],
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 3 },
          TableClass: 'STANDARD',
          Tags: [{ Key: 'a', Value: 'b' }],
        },
      ],
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
    const table = await describeTable('orders');
    expect(attributes).toEqual({ Arn: table?.TableArn, TableId: table?.TableId, StreamArn: table?.LatestStreamArn });
    expect(table).toMatchObject({ DeletionProtectionEnabled: true, SSEDescription: { SSEType: 'KMS' } });
  });

  test('takes provisioned capacity from table and replica, automatic scaling from where it begins', async () => {
    const scaled = {
      WriteCapacityAutoScalingSettings: {
        MinCapacity: 2,
        MaxCapacity: 10,
        TargetTrackingScalingPolicyConfiguration: { TargetValue: 70 },
      },
    };
    await create(GLOBAL, {
      ...KEYS,
      TableName: 'orders',
      BillingMode: 'PROVISIONED',
      WriteProvisionedThroughputSettings: scaled,
      GlobalSecondaryIndexes: [{ ...INDEX, WriteProvisionedThroughputSettings: scaled }],
      Replicas: [
        {
          Region: 'us-east-1',
          ReadProvisionedThroughputSettings: { ReadCapacityUnits: 5 },
          GlobalSecondaryIndexes: [{ IndexName: 'by-g', ReadProvisionedThroughputSettings: { ReadCapacityUnits: 6 } }],
        },
      ],
    });
    expect(await describeTable('orders')).toMatchObject({
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 2 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { ReadCapacityUnits: 6, WriteCapacityUnits: 2 } }],
    });
  });

  test('refuses a second replica, and another region', async () => {
    const replicas = (...regions: string[]) => ({ ...KEYS, Replicas: regions.map((Region) => ({ Region })) });
    expect(() => parsed(GLOBAL, replicas('us-east-1', 'eu-west-1'))).toThrow('Replicas');
    await expect(create(GLOBAL, replicas('eu-west-1'))).rejects.toThrow('The replica must be in us-east-1');
  });
});
