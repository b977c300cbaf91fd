import type {
  GlobalSecondaryIndexDescription,
  LocalSecondaryIndexDescription,
  ProvisionedThroughputDescription,
  TableDescription,
  TableStatus,
} from '@aws-sdk/client-dynamodb';
import type { StatisticsOf } from '../items/statistics.ts';
import type { IndexDefinition, TableDefinition, Throughput } from './definition.ts';
import type { Index, Table } from './table.ts';

export interface DescribeOptions {
  /**
   * What the answer says of the table. A table here is ready at once; the answers of CreateTable, UpdateTable and
   * DeleteTable still say what AWS says then.
   */
  readonly status?: TableStatus;
  /** Indexes that the answer shows as being made. */
  readonly creating?: ReadonlySet<string>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html */
export function describeTable(
  table: Table,
  statistics: StatisticsOf,
  { status = 'ACTIVE', creating = new Set() }: DescribeOptions = {},
): TableDescription {
  const { definition } = table;
  const { items, bytes } = statistics.table(table);
  const locals = table.indexes.filter(({ definition: { kind } }) => kind === 'LOCAL');
  const globals = table.indexes.filter(({ definition: { kind } }) => kind === 'GLOBAL');
  const state = (name: string) => (creating.has(name) || status === 'CREATING' ? 'CREATING' : 'ACTIVE');
  return {
    TableName: table.name,
    TableArn: table.arn,
    TableId: definition.id,
    TableStatus: status,
    CreationDateTime: new Date(definition.createdAt),
    AttributeDefinitions: Object.entries(definition.attributes).map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: [...definition.keySchema],
    ItemCount: items,
    TableSizeBytes: bytes,
    DeletionProtectionEnabled: definition.deletionProtection,
    ...describeBilling(definition),
    ...(locals.length > 0
      ? { LocalSecondaryIndexes: locals.map((index) => describeLocal(table, index, statistics)) }
      : {}),
    ...(globals.length > 0
      ? { GlobalSecondaryIndexes: globals.map((index) => describeGlobal(table, index, statistics, state)) }
      : {}),
    ...describeStream(table),
    ...describeExtras(definition),
  };
}

function describeBilling(definition: TableDefinition): Partial<TableDescription> {
  const { billingMode, onDemandSince } = definition;
  return {
    ProvisionedThroughput: describeThroughput(definition.throughput, definition),
    ...(billingMode === 'PAY_PER_REQUEST' || onDemandSince !== undefined
      ? {
          BillingModeSummary: {
            BillingMode: billingMode,
            ...(onDemandSince === undefined ? {} : { LastUpdateToPayPerRequestDateTime: new Date(onDemandSince) }),
          },
        }
      : {}),
    ...(definition.onDemandThroughput ? { OnDemandThroughput: definition.onDemandThroughput } : {}),
    ...describeWarmth(definition.warmThroughput),
  };
}

/** On demand, both figures are 0. */
function describeThroughput(
  throughput: Throughput | undefined,
  times: Pick<TableDefinition, 'throughputIncreasedAt' | 'throughputDecreasedAt'> = {},
): ProvisionedThroughputDescription {
  const { throughputIncreasedAt: increased, throughputDecreasedAt: decreased } = times;
  return {
    NumberOfDecreasesToday: 0,
    ReadCapacityUnits: throughput?.ReadCapacityUnits ?? 0,
    WriteCapacityUnits: throughput?.WriteCapacityUnits ?? 0,
    ...(increased === undefined ? {} : { LastIncreaseDateTime: new Date(increased) }),
    ...(decreased === undefined ? {} : { LastDecreaseDateTime: new Date(decreased) }),
  };
}

const describeWarmth = (warmth: TableDefinition['warmThroughput']) =>
  warmth ? { WarmThroughput: { ...warmth, Status: 'ACTIVE' as const } } : {};

function describeStream({ definition, streamArn }: Table): Partial<TableDescription> {
  const { stream } = definition;
  if (!stream || !streamArn) return {};
  return {
    LatestStreamArn: streamArn,
    LatestStreamLabel: stream.label,
    ...(stream.enabled ? { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view } } : {}),
  };
}

function describeExtras({ tableClass, tableClassSince, encryptionKey }: TableDefinition): Partial<TableDescription> {
  return {
    ...(tableClass
      ? {
          TableClassSummary: {
            TableClass: tableClass,
            ...(tableClassSince === undefined ? {} : { LastUpdateDateTime: new Date(tableClassSince) }),
          },
        }
      : {}),
    ...(encryptionKey === undefined
      ? {}
      : { SSEDescription: { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: encryptionKey } }),
  };
}

function describeIndex(table: Table, index: Index, statistics: StatisticsOf) {
  const { definition } = index;
  const { items, bytes } = statistics.index(table, index);
  return {
    IndexName: definition.name,
    IndexArn: index.arn,
    KeySchema: [...definition.keySchema],
    Projection: describeProjection(definition),
    ItemCount: items,
    IndexSizeBytes: bytes,
  };
}

const describeProjection = ({ projectionType, nonKeyAttributes }: IndexDefinition) => ({
  ProjectionType: projectionType,
  ...(projectionType === 'INCLUDE' ? { NonKeyAttributes: [...nonKeyAttributes] } : {}),
});

const describeLocal = (table: Table, index: Index, statistics: StatisticsOf): LocalSecondaryIndexDescription =>
  describeIndex(table, index, statistics);

function describeGlobal(
  table: Table,
  index: Index,
  statistics: StatisticsOf,
  state: (name: string) => 'CREATING' | 'ACTIVE',
): GlobalSecondaryIndexDescription {
  const { definition } = index;
  return {
    ...describeIndex(table, index, statistics),
    IndexStatus: state(definition.name),
    ProvisionedThroughput: describeThroughput(definition.throughput),
    ...(definition.onDemandThroughput ? { OnDemandThroughput: definition.onDemandThroughput } : {}),
    ...describeWarmth(definition.warmThroughput),
  };
}
