import { CfnOutput } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Construct } from 'constructs';
import type { FunctionBundles } from '../assets/function-bundles.ts';
import type { Api } from '../constructs/api/telar-api.ts';
import type { RowLedger } from '../constructs/counters/row-ledger.ts';
import { NotificationFanout } from '../constructs/notifications/notification-fanout.ts';
import { NotificationQueue } from '../constructs/notifications/notification-queue.ts';
import { NotificationRoutes } from '../constructs/notifications/notification-routes.ts';
import { NotificationTable } from '../constructs/notifications/notification-table.ts';
import { NotificationTopic } from '../constructs/notifications/notification-topic.ts';
import { TelarStack, type TelarStackProps } from '../telar-stack.ts';

export interface NotificationsStackProps extends TelarStackProps {
  readonly bundles: FunctionBundles;
  readonly bus: IEventBus;
  readonly counters: ITable;
  readonly api: Api;
}

/** Requests come in, by the bus or straight into the queue; each recipient is told once, by way of notification-fanout and a topic. */
export class NotificationsStack extends TelarStack {
  readonly ledger: RowLedger;

  constructor(scope: Construct, id: string, props: NotificationsStackProps) {
    super(scope, id, props);
    const { stage, bundles } = props;

    const { queue } = new NotificationQueue(this, 'Requests', props);
    const { topic } = new NotificationTopic(this, 'Subscribers', { stage, bundles, subscribers: stage.subscribers });
    const table = new NotificationTable(this, 'Table', { stage });
    this.ledger = { domain: 'notifications', table, key: 'notificationId', forgets: false };
    new NotificationFanout(this, 'NotificationFanout', { ...props, queue, topic, table });
    new NotificationRoutes(this, 'Routes', { ...props, table });

    new CfnOutput(this, 'NotificationQueueUrl', {
      value: queue.queueUrl,
      description: 'Requests may be sent here too',
    });
    new CfnOutput(this, 'NotificationTopicArn', { value: topic.topicArn, description: 'Subscribe here to be told' });
    new CfnOutput(this, 'NotificationsTableName', { value: table.tableName });
  }
}
