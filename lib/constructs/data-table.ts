import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';

/** Names of the attributes that find a row. They hold text. */
export interface Keys {
  readonly partitionKey: string;
  readonly sortKey?: string;
}

export interface DataTableProps extends Keys {
  readonly stage: StageConfig;
  /** The table is `telar-<stage>-<name>`. */
  readonly name: string;
  /** The attribute that says, in seconds since 1970, when a row is forgotten; without it, rows stay. */
  readonly timeToLiveAttribute?: string;
}

/**
 * A table as every domain wants it: on-demand, encrypted, restorable to any second of the last 35 days, hard to delete outside dev.
 *
 * It is `Table`, not `TableV2`: TableV2 is a global table in CloudFormation, and Telar lives in one region.
 */
export class DataTable extends Table {
  constructor(scope: Construct, id: string, props: DataTableProps) {
    const { stage, name, timeToLiveAttribute } = props;
    super(scope, id, {
      tableName: physicalName(stage, name),
      ...attributes(props),
      ...(timeToLiveAttribute && { timeToLiveAttribute }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
  }

  /** Adds an index over the rows that have its keys, with all they hold. */
  addIndex(indexName: string, keys: Keys): void {
    this.addGlobalSecondaryIndex({ indexName, ...attributes(keys), projectionType: ProjectionType.ALL });
  }
}

function attributes({ partitionKey, sortKey }: Keys) {
  const type = AttributeType.STRING;
  return { partitionKey: { name: partitionKey, type }, ...(sortKey && { sortKey: { name: sortKey, type } }) };
}
