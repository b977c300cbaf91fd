import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { getNotificationRoute } from '../../../functions/notifications/get/route.ts';
import { listNotificationsRoute } from '../../../functions/notifications/list/route.ts';
import { requestNotificationRoute } from '../../../functions/notifications/request/route.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { ApiRoute } from '../api/api-route.ts';
import type { Api } from '../api/telar-api.ts';

export interface NotificationRoutesProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly api: Api;
  readonly bus: IEventBus;
  readonly table: ITable;
}

/** What one can do with notifications over HTTP. */
export class NotificationRoutes extends Construct {
  constructor(scope: Construct, id: string, { stage, bundles, api, bus, table }: NotificationRoutesProps) {
    super(scope, id);
    const common = { stage, bundles, api };

    new ApiRoute(this, 'List', {
      ...common,
      source: 'notifications/list',
      route: listNotificationsRoute,
      environment: { NOTIFICATIONS_TABLE: table.tableName },
      permissions: [
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: ['newest', 'by-recipient'].map((index) => `${table.tableArn}/index/${index}`),
        }),
      ],
    });
    new ApiRoute(this, 'Get', {
      ...common,
      source: 'notifications/get',
      route: getNotificationRoute,
      environment: { NOTIFICATIONS_TABLE: table.tableName },
      permissions: [new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [table.tableArn] })],
    });
    new ApiRoute(this, 'Request', {
      ...common,
      source: 'notifications/request',
      route: requestNotificationRoute,
      environment: { EVENT_BUS: bus.eventBusName },
      permissions: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] })],
    });
  }
}
