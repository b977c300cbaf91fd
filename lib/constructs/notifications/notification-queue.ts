import { Duration } from 'aws-cdk-lib';
import { type IEventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { notificationRequested } from '../../../events/notification-requested/v1.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { untilDelivered } from '../until-delivered.ts';

export interface NotificationQueueProps {
  readonly stage: StageConfig;
  readonly bus: IEventBus;
}

/**
 * The input of an execution is a message with its quotation marks escaped, at worst twice as long, and has room for 256 KB. What is
 * larger is refused at the door, so that its sender is told, or EventBridge writes the reason beside the dead letter.
 */
const MAX_REQUEST_BYTES = 120 * 1024;

/** To start an execution takes a second at most. Should it not be started, the message comes back after this. */
const VISIBILITY_TIMEOUT = Duration.seconds(30);

/** A message that starts no execution in so many attempts never will, or AWS has been down for minutes. */
const MAX_RECEIVE_COUNT = 5;

/**
 * The queue `telar-<stage>-notifications`, where requests wait for their turn: those of the bus, by a rule, and those that a program
 * with leave to send them puts there by itself.
 *
 *     event → rule → queue → whoever reads it
 *               └──────┴ what cannot be delivered → telar-<stage>-notifications-dead-letters
 */
export class NotificationQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { stage, bus }: NotificationQueueProps) {
    super(scope, id);
    const deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'notifications' });
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(stage, 'notifications'),
      maxMessageSizeBytes: MAX_REQUEST_BYTES,
      visibilityTimeout: VISIBILITY_TIMEOUT,
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: MAX_RECEIVE_COUNT },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.removalPolicy,
    });
    const rule = new Rule(this, 'Requested', {
      ruleName: physicalName(stage, 'notification-requested'),
      description: 'Somebody is to be told something',
      eventPattern: { source: [notificationRequested.source], detailType: [notificationRequested.detailType] },
      eventBus: bus,
    });
    rule.addTarget(new SqsQueue(this.queue, untilDelivered(deadLetters.queue)));
  }
}
