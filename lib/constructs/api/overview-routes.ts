import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy, Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { z } from 'zod';
import { activityRoute } from '../../../functions/api/activity/route.ts';
import { dashboardRoute } from '../../../functions/api/dashboard/route.ts';
import { statsRoute } from '../../../functions/api/stats/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { PROJECT_ROOT } from '../../project-root.ts';
import type { BucketsByContent } from '../files/file-changes.ts';
import { ServiceFunction } from '../service-function.ts';
import { ApiRoute } from './api-route.ts';
import type { Api } from './telar-api.ts';

export interface OverviewRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly counters: ITable;
  readonly logIndex: ITable;
  readonly buckets: BucketsByContent;
}

/** GET /stats and GET /dashboard: numbers of all domains, read from their counters. GET /activity: the same over time, as CloudWatch heard of it. */
export class OverviewRoutes extends Construct {
  constructor(scope: Construct, id: string, props: OverviewRoutesProps) {
    super(scope, id);
    const { stage, bundles, api, counters, logIndex, buckets } = props;
    const names = Object.entries(buckets).map(([holds, { bucketName }]) => [bucketName, holds] as const);
    const environment = { STATS_TABLE: counters.tableName };
    // Whatever functions there will be when the app is complete.
    const FUNCTION_NAMES = Lazy.string({ produce: () => this.functionNames().join(',') });
    // It takes no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
    const readMetrics = new PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] });

    new ApiRoute(this, 'Stats', {
      stage,
      bundles,
      api,
      source: 'api/stats',
      route: statsRoute,
      environment: { ...environment, CONTENTS: JSON.stringify(Object.keys(buckets)) },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:BatchGetItem', 'dynamodb:DescribeTable'],
          resources: [counters.tableArn],
        }),
      ],
    });
    new ApiRoute(this, 'Dashboard', {
      stage,
      bundles,
      api,
      source: 'api/dashboard',
      route: dashboardRoute,
      environment: {
        ...environment,
        LOG_INDEX_TABLE: logIndex.tableName,
        BUCKETS: Stack.of(this).toJsonString(Object.fromEntries(names)),
        FUNCTION_NAMES,
        VERSION: applicationVersion(),
      },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:BatchGetItem'], resources: [counters.tableArn] }),
        new PolicyStatement({ actions: ['dynamodb:Query'], resources: [logIndex.tableArn] }),
        readMetrics,
      ],
    });
    new ApiRoute(this, 'Activity', {
      stage,
      bundles,
      api,
      source: 'api/activity',
      route: activityRoute,
      environment: { API_ID: api.httpApi.apiId, FUNCTION_NAMES },
      permissions: [readMetrics],
    });
  }

  private functionNames(): string[] {
    const all = this.node.root.node.findAll();
    return all.flatMap((one) => (one instanceof ServiceFunction ? [one.functionName] : [])).sort();
  }
}

const manifest = z.object({ version: z.string() });

function applicationVersion(): string {
  return manifest.parse(JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'))).version;
}
