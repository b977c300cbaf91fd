import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { invalidParameter } from '../errors.ts';
import { LONGEST_NAME } from '../request/constraints.ts';
import { type DesiredTable, policyOf, recoveryDaysOf, timeToLiveOf } from './desired-table.ts';
import {
  attributeDefinitions,
  billingMode,
  flag,
  keySchema,
  localIndexes,
  NO_INSIGHTS,
  NO_SCALING,
  number,
  pointInTimeRecovery,
  projection,
  resourcePolicy,
  streamView,
  tableClass,
  tags,
  text,
  timeToLive,
  warmThroughput,
} from './properties.ts';
import type { TableReconciler } from './reconciler.ts';

const scaling = z.strictObject({ MinCapacity: number, SeedCapacity: number.optional() });
const writeThroughput = z.strictObject({
  WriteCapacityUnits: number.optional(),
  WriteCapacityAutoScalingSettings: scaling.optional(),
});
const readThroughput = z.strictObject({
  ReadCapacityUnits: number.optional(),
  ReadCapacityAutoScalingSettings: scaling.optional(),
});
const mostWrites = z.strictObject({ MaxWriteRequestUnits: number.optional() });
const mostReads = z.strictObject({ MaxReadRequestUnits: number.optional() });

const replica = z.strictObject({
  Region: text,
  DeletionProtectionEnabled: flag.optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: text,
        ReadProvisionedThroughputSettings: readThroughput.optional(),
        ReadOnDemandThroughputSettings: mostReads.optional(),
      }),
    )
    .optional(),
  PointInTimeRecoverySpecification: pointInTimeRecovery.optional(),
  ReadProvisionedThroughputSettings: readThroughput.optional(),
  ReadOnDemandThroughputSettings: mostReads.optional(),
  ResourcePolicy: resourcePolicy.optional(),
  SSESpecification: z.strictObject({ KMSMasterKeyId: text }).optional(),
  TableClass: tableClass.optional(),
  Tags: tags.optional(),
});

const globalIndex = z.strictObject({
  IndexName: text,
  KeySchema: keySchema,
  Projection: projection,
  WriteProvisionedThroughputSettings: writeThroughput.optional(),
  WriteOnDemandThroughputSettings: mostWrites.optional(),
  WarmThroughput: warmThroughput.optional(),
});

const schema = z.strictObject({
  TableName: text.optional(),
  AttributeDefinitions: attributeDefinitions.default([]),
  KeySchema: keySchema,
  BillingMode: billingMode.optional(),
  GlobalSecondaryIndexes: z.array(globalIndex).optional(),
  LocalSecondaryIndexes: localIndexes.optional(),
  Replicas: z.tuple([replica], 'a single replica, in the one region that there is'),
  SSESpecification: z.strictObject({ SSEEnabled: flag, SSEType: z.enum(['KMS']).optional() }).optional(),
  StreamSpecification: z.strictObject({ StreamViewType: streamView }).optional(),
  TimeToLiveSpecification: timeToLive.optional(),
  WarmThroughput: warmThroughput.optional(),
  WriteProvisionedThroughputSettings: writeThroughput.optional(),
  WriteOnDemandThroughputSettings: mostWrites.optional(),
});
type Properties = z.output<typeof schema>;
type Replica = z.output<typeof replica>;

const inertScaling = (path: string, kind: 'Read' | 'Write') => {
  const settings = `${path}${kind}ProvisionedThroughputSettings.${kind}CapacityAutoScalingSettings`;
  return [
    [`${settings}.MaxCapacity`, NO_SCALING],
    [`${settings}.TargetTrackingScalingPolicyConfiguration`, NO_SCALING],
  ];
};

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html, with
 * one replica: what the CDK's TableV2 becomes.
 */
export function globalTableResource(reconciler: TableReconciler) {
  return resourceType({
    type: 'AWS::DynamoDB::GlobalTable',
    schema,
    inert: {
      'Replicas.ContributorInsightsSpecification': NO_INSIGHTS,
      'Replicas.GlobalSecondaryIndexes.ContributorInsightsSpecification': NO_INSIGHTS,
      ...Object.fromEntries([
        ...inertScaling('', 'Write'),
        ...inertScaling('GlobalSecondaryIndexes.', 'Write'),
        ...inertScaling('Replicas.', 'Read'),
        ...inertScaling('Replicas.GlobalSecondaryIndexes.', 'Read'),
      ]),
    },
    attributes: ['Arn', 'StreamArn', 'TableId'],
    createOnly: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
    create(properties, context) {
      refuseOtherRegion(properties, context.account.region);
      const name = properties.TableName ?? context.generateName({ maxLength: LONGEST_NAME });
      return reconciler.create(name, desired(properties), context);
    },
    update({ physicalId, properties }, context) {
      refuseOtherRegion(properties, context.account.region);
      return reconciler.update(physicalId, desired(properties), context);
    },
    delete: ({ physicalId }) => reconciler.delete(physicalId),
  });
}

function refuseOtherRegion({ Replicas: [{ Region }] }: Properties, region: string): void {
  if (Region !== region) throw invalidParameter(`The replica must be in ${region}, not in ${Region}`);
}

function desired(properties: Properties): DesiredTable {
  const { Replicas, TimeToLiveSpecification } = properties;
  const [only] = Replicas;
  return {
    input: inputOf(properties, only),
    timeToLiveAttribute: timeToLiveOf(TimeToLiveSpecification),
    recoveryDays: recoveryDaysOf(only.PointInTimeRecoverySpecification),
    policy: policyOf(only.ResourcePolicy),
    tags: only.Tags ?? {},
  };
}

function inputOf(properties: Properties, only: Replica): DesiredTable['input'] {
  const { AttributeDefinitions, KeySchema, LocalSecondaryIndexes, WarmThroughput, StreamSpecification } = properties;
  // Without a mode, a global table is on demand unless it says how much it writes.
  const BillingMode =
    properties.BillingMode ?? (properties.WriteProvisionedThroughputSettings ? 'PROVISIONED' : 'PAY_PER_REQUEST');
  return {
    AttributeDefinitions,
    KeySchema,
    BillingMode,
    ...(LocalSecondaryIndexes ? { LocalSecondaryIndexes } : {}),
    ...(properties.GlobalSecondaryIndexes ? { GlobalSecondaryIndexes: indexesOf(properties, only) } : {}),
    ...capacityOf(properties, only),
    ...(WarmThroughput ? { WarmThroughput } : {}),
    ...(StreamSpecification ? { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } } : {}),
    ...encryptionOf(properties, only),
    ...(only.TableClass ? { TableClass: only.TableClass } : {}),
    DeletionProtectionEnabled: only.DeletionProtectionEnabled ?? false,
  };
}

function indexesOf({ GlobalSecondaryIndexes = [] }: Properties, only: Replica) {
  return GlobalSecondaryIndexes.map((index) => {
    const { IndexName, KeySchema, Projection, WarmThroughput } = index;
    const reads = only.GlobalSecondaryIndexes?.find((other) => other.IndexName === IndexName);
    return {
      IndexName,
      KeySchema,
      Projection,
      ...capacityOf(index, reads ?? {}),
      ...(WarmThroughput ? { WarmThroughput } : {}),
    };
  });
}

type Writes = Pick<Properties, 'WriteProvisionedThroughputSettings' | 'WriteOnDemandThroughputSettings'>;
type Reads = Pick<Replica, 'ReadProvisionedThroughputSettings' | 'ReadOnDemandThroughputSettings'>;

/** The capacity of a table or index: what it writes stands on the table, what it reads on the replica. */
function capacityOf(writes: Writes, reads: Reads) {
  const { WriteProvisionedThroughputSettings: write, WriteOnDemandThroughputSettings: mostWritten } = writes;
  const { ReadProvisionedThroughputSettings: read, ReadOnDemandThroughputSettings: mostRead } = reads;
  const WriteCapacityUnits = write?.WriteCapacityUnits ?? initial(write?.WriteCapacityAutoScalingSettings);
  const ReadCapacityUnits = read?.ReadCapacityUnits ?? initial(read?.ReadCapacityAutoScalingSettings);
  return {
    ...(WriteCapacityUnits !== undefined && ReadCapacityUnits !== undefined
      ? { ProvisionedThroughput: { ReadCapacityUnits, WriteCapacityUnits } }
      : {}),
    ...(mostWritten || mostRead ? { OnDemandThroughput: { ...mostRead, ...mostWritten } } : {}),
  };
}

/** Where automatic scaling begins. */
const initial = (settings: z.output<typeof scaling> | undefined): number | undefined =>
  settings?.SeedCapacity ?? settings?.MinCapacity;

function encryptionOf({ SSESpecification }: Properties, only: Replica) {
  if (!SSESpecification) return {};
  const { SSEEnabled: Enabled, SSEType } = SSESpecification;
  return { SSESpecification: { Enabled, SSEType, ...only.SSESpecification } };
}
