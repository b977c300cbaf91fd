import { Duration, Validations } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { physicalName } from '../naming.ts';

/** The longest that SQS keeps a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const LONGEST_RETENTION = Duration.days(14);

export interface DeadLetterQueueProps {
  readonly stage: StageConfig;
  /** Whose failures it keeps: the queue is `telar-<stage>-<of>-dead-letters`. */
  readonly of: string;
}

/** A queue for what could not be delivered, kept as long as SQS allows, so that a person can look and send it again. */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { stage, of }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName: physicalName(stage, `${of}-dead-letters`),
      retentionPeriod: LONGEST_RETENTION,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.removalPolicy,
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'This is the dead-letter queue: nothing consumes it, so nothing can fail in it.',
    });
  }
}
