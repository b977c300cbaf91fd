import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { LONGEST_NAME } from '../request/constraints.ts';
import { type DesiredTable, policyOf, recoveryDaysOf, timeToLiveOf } from './desired-table.ts';
import {
  attributeDefinitions,
  billingMode,
  flag,
  keySchema,
  localIndexes,
  NO_INSIGHTS,
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

const throughput = z.strictObject({ ReadCapacityUnits: number, WriteCapacityUnits: number });
const onDemandThroughput = z.strictObject({
  MaxReadRequestUnits: number.optional(),
  MaxWriteRequestUnits: number.optional(),
});

const schema = z.strictObject({
  TableName: text.optional(),
  AttributeDefinitions: attributeDefinitions.default([]),
  KeySchema: keySchema,
  BillingMode: billingMode.optional(),
  ProvisionedThroughput: throughput.optional(),
  OnDemandThroughput: onDemandThroughput.optional(),
  WarmThroughput: warmThroughput.optional(),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: text,
        KeySchema: keySchema,
        Projection: projection,
        ProvisionedThroughput: throughput.optional(),
        OnDemandThroughput: onDemandThroughput.optional(),
        WarmThroughput: warmThroughput.optional(),
      }),
    )
    .optional(),
  LocalSecondaryIndexes: localIndexes.optional(),
  StreamSpecification: z.strictObject({ StreamViewType: streamView }).optional(),
  SSESpecification: z
    .strictObject({ SSEEnabled: flag, SSEType: z.enum(['KMS']).optional(), KMSMasterKeyId: text.optional() })
    .optional(),
  TimeToLiveSpecification: timeToLive.optional(),
  PointInTimeRecoverySpecification: pointInTimeRecovery.optional(),
  DeletionProtectionEnabled: flag.optional(),
  TableClass: tableClass.optional(),
  ResourcePolicy: resourcePolicy.optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html */
export function tableResource(reconciler: TableReconciler) {
  return resourceType({
    type: 'AWS::DynamoDB::Table',
    schema,
    inert: {
      ContributorInsightsSpecification: NO_INSIGHTS,
      'GlobalSecondaryIndexes.ContributorInsightsSpecification': NO_INSIGHTS,
    },
    attributes: ['Arn', 'StreamArn'],
    createOnly: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
    create: (properties, context) =>
      reconciler.create(
        properties.TableName ?? context.generateName({ maxLength: LONGEST_NAME }),
        desired(properties),
        context,
      ),
    update: ({ physicalId, properties }, context) => reconciler.update(physicalId, desired(properties), context),
    delete: ({ physicalId }) => reconciler.delete(physicalId),
  });
}

function desired(properties: Properties): DesiredTable {
  const { TableName: _name, Tags, ResourcePolicy, ...rest } = properties;
  const { StreamSpecification, SSESpecification, TimeToLiveSpecification, PointInTimeRecoverySpecification, ...input } =
    rest;
  return {
    input: {
      ...input,
      ...(StreamSpecification ? { StreamSpecification: { StreamEnabled: true, ...StreamSpecification } } : {}),
      ...(SSESpecification ? { SSESpecification: encryption(SSESpecification) } : {}),
    },
    timeToLiveAttribute: timeToLiveOf(TimeToLiveSpecification),
    recoveryDays: recoveryDaysOf(PointInTimeRecoverySpecification),
    policy: policyOf(ResourcePolicy),
    tags: Tags ?? {},
  };
}

const encryption = ({ SSEEnabled, SSEType, KMSMasterKeyId }: NonNullable<Properties['SSESpecification']>) => ({
  Enabled: SSEEnabled,
  SSEType,
  KMSMasterKeyId,
});
