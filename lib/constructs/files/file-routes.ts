import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { listFilesRoute } from '../../../functions/files/list/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from '../api/api-route.ts';
import type { Api } from '../api/telar-api.ts';
import { acknowledgeAnyObject } from '../object-access.ts';
import type { BucketsByContent } from './file-changes.ts';

export interface FileRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly table: ITable;
  readonly buckets: BucketsByContent;
}

/** GET /files. A link does what its signer may do: so the function that signs them may read the objects, and do nothing else with them. */
export class FileRoutes extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, api, table, buckets }: FileRoutesProps) {
    super(scope, id);
    const indexes = ['newest', 'by-bucket'].map((index) => `${table.tableArn}/index/${index}`);
    const objects = Object.values(buckets).map((bucket) => bucket.arnForObjects('*'));
    const list = new ApiRoute(this, 'List', {
      stage,
      bundles,
      api,
      source: 'files/list',
      route: listFilesRoute,
      environment: { FILES_TABLE: table.tableName },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:Query'], resources: indexes }),
        new PolicyStatement({ actions: ['s3:GetObject'], resources: objects }),
      ],
    });
    for (const bucket of Object.values(buckets)) acknowledgeAnyObject(list, bucket);
  }
}
