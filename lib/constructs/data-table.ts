import { type Attribute, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';

export interface DataTableProps {
  readonly stage: StageConfig;
  /** The table is `telar-<stage>-<name>`. */
  readonly name: string;
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** The attribute that says, in seconds since 1970, when a row is forgotten; without it, rows stay. */
  readonly timeToLiveAttribute?: string;
}

/**
 * A table as every domain wants it: on-demand, encrypted, restorable to any second of the last 35 days, hard to delete outside dev.
 *
 * It is `Table`, not `TableV2`: TableV2 is a global table in CloudFormation, and Telar lives in one region.
 */
export class DataTable extends Table {
  constructor(scope: Construct, id: string, { stage, name, ...keys }: DataTableProps) {
    super(scope, id, {
      tableName: physicalName(stage, name),
      ...keys,
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.deletionProtection,
      removalPolicy: stage.removalPolicy,
    });
  }
}
