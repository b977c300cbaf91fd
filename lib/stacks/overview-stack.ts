import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import { HealthRoute } from '../constructs/api/health-route.ts';
import { OverviewRoutes } from '../constructs/api/overview-routes.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import type { BucketsByContent } from '../constructs/files/file-changes.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface OverviewStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly bus: IEventBus;
  readonly counters: ITable;
  /** Where the newest errors are found. */
  readonly logIndex: ITable;
  readonly ledgers: readonly RowLedger[];
  readonly buckets: BucketsByContent;
}

/** The routes that look across the domains: they come after all of them, so that no domain needs to know of these. */
export class OverviewStack extends TelarStack {
  constructor(scope: Construct, id: string, props: OverviewStackProps) {
    super(scope, id, props);
    const ledgers = props.ledgers.map(({ domain, table, key }) => [domain, { table, keys: [key] }] as const);
    const counters = { table: props.counters, keys: ['counter'] };
    const logIndex = { table: props.logIndex, keys: ['levelShard', 'timestampId'] };
    new OverviewRoutes(this, 'Numbers', props);
    new HealthRoute(this, 'Health', {
      ...props,
      tables: { ...Object.fromEntries(ledgers), counters, 'log-index': logIndex },
    });
  }
}
