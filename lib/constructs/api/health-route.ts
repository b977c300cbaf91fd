import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Watched } from '../../../functions/api/health/probes.ts';
import { healthRoute } from '../../../functions/api/health/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from './api-route.ts';
import type { Api } from './telar-api.ts';

export interface WatchedTable {
  readonly table: ITable;
  /** The names of the attributes of its key. */
  readonly keys: readonly string[];
}

export interface HealthRouteProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly bus: IEventBus;
  /** By the name that is shown. */
  readonly tables: Readonly<Record<string, WatchedTable>>;
  readonly buckets: Readonly<Record<string, IBucket>>;
}

/** GET /health: asks everything that the application stands on. */
export class HealthRoute extends Construct {
  constructor(scope: Construct, id: string, props: HealthRouteProps) {
    super(scope, id);
    const { stage, bundles, api, bus, buckets } = props;
    const tables = Object.values(props.tables).map(({ table }) => table.tableArn);
    new ApiRoute(this, 'Health', {
      stage,
      bundles,
      api,
      source: 'api/health',
      route: healthRoute,
      environment: { WATCHED: Stack.of(this).toJsonString(watchedOf(props)) },
      permissions: [
        new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: tables }),
        new PolicyStatement({
          actions: ['s3:ListBucket'],
          resources: Object.values(buckets).map(({ bucketArn }) => bucketArn),
        }),
        new PolicyStatement({ actions: ['events:DescribeEventBus'], resources: [bus.eventBusArn] }),
      ],
    });
  }
}

function watchedOf({ bus, tables, buckets }: HealthRouteProps): Watched[] {
  return [
    { kind: 'bus', name: 'event bus', bus: bus.eventBusName },
    ...Object.entries(tables).map(
      ([name, { table, keys }]): Watched => ({
        kind: 'table',
        name: `table ${name}`,
        table: table.tableName,
        keys: [...keys],
      }),
    ),
    ...Object.entries(buckets).map(
      ([name, { bucketName }]): Watched => ({ kind: 'bucket', name: `bucket ${name}`, bucket: bucketName }),
    ),
  ];
}
