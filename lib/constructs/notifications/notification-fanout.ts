import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { QueuePipe } from '../queue-pipe.ts';
import { Workflow } from '../workflow.ts';
import { NotificationFunctions, type NotificationFunctionsProps } from './notification-functions.ts';

export interface NotificationFanoutProps extends NotificationFunctionsProps {
  readonly bus: IEventBus;
  /** Where the requests are. */
  readonly queue: IQueue;
  readonly topic: ITopic;
}

/** The workflow notification-fanout, its functions, and the pipe that starts it for each message of the queue. */
export class NotificationFanout extends Construct {
  constructor(scope: Construct, id: string, props: NotificationFanoutProps) {
    super(scope, id);
    const { stage, bus, queue, topic, table } = props;
    const functions = new NotificationFunctions(this, 'Functions', props);

    const { stateMachine } = new Workflow(this, 'Workflow', {
      stage,
      name: 'notification-fanout',
      // Standard: whoever has claimed a notification will not vanish half way, so that a claim needs no guess about who is still alive;
      // what SNS refuses is tried again for minutes; and who was told what, and when, can be looked at for 90 days.
      type: StateMachineType.STANDARD,
      substitutions: {
        PlanFunctionArn: functions.planFunction.arn,
        RecordFunctionArn: functions.recordFunction.arn,
        NotificationsTableName: table.tableName,
        TopicArn: topic.topicArn,
        EventBusName: bus.eventBusName,
      },
      permissions: [
        new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: functions.arns }),
        new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [table.tableArn] }),
        new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }),
        new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      ],
      triggers: [],
    });
    new QueuePipe(this, 'Pipe', {
      stage,
      name: 'notifications',
      description: 'Starts notification-fanout for each request in the queue',
      queue,
      stateMachine,
    });
  }
}
