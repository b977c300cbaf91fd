import { CfnOutput } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import { type BucketsByContent, FileChanges } from '../constructs/files/file-changes.ts';
import { FileRoutes } from '../constructs/files/file-routes.ts';
import { FileTable } from '../constructs/files/file-table.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface FilesStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly counters: ITable;
  readonly buckets: BucketsByContent;
  readonly api: Api;
}

/** What lies in the buckets of the domains: a row for each file, and how many there are in each bucket, with how many bytes. */
export class FilesStack extends TelarStack {
  readonly ledger: RowLedger;

  constructor(scope: Construct, id: string, props: FilesStackProps) {
    super(scope, id, props);
    const { stage } = props;

    const table = new FileTable(this, 'Table', { stage });
    this.ledger = { domain: 'files', table, key: 'fileId', forgets: false };
    new FileChanges(this, 'Changes', { ...props, table });
    new FileRoutes(this, 'Routes', { ...props, table });

    new CfnOutput(this, 'FilesTableName', { value: table.tableName });
  }
}
