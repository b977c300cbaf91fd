import { Duration, Validations } from 'aws-cdk-lib';
import { Alias } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import {
  EmailSubscription,
  LambdaSubscription,
  SqsSubscription,
  UrlSubscription,
} from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { DeadLetterQueue } from '../dead-letter-queue.ts';
import { keepFailedEvents } from '../failed-events.ts';
import { ServiceFunction } from '../service-function.ts';
import type { NotificationFilter, Subscriber } from './subscriber.ts';

export interface NotificationTopicProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
  readonly subscribers: readonly Subscriber[];
}

type LambdaSubscriber = Extract<Subscriber, { kind: 'lambda' }>;

/**
 * The topic `telar-<stage>-notifications` and those who are told by it:
 *
 *     topic ── filter ──→ mail, URL, queue, function
 *                └ what a subscriber does not take → telar-<stage>-notification-deliveries-dead-letters
 */
export class NotificationTopic extends Construct {
  readonly topic: Topic;
  private readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: NotificationTopicProps) {
    super(scope, id);
    const { stage } = props;
    this.topic = new Topic(this, 'Topic', {
      topicName: physicalName(stage, 'notifications'),
      displayName: 'Telar',
      masterKey: Alias.fromAliasName(this, 'Key', 'alias/aws/sns'),
      enforceSSL: true,
      // No segments of the topic's own, for which SNS needs one of the five resource policies that X-Ray has for an account: traces pass
      // through it to its subscribers all the same, and how long deliveries take is a metric.
    });
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { stage, of: 'notification-deliveries' });
    for (const subscriber of props.subscribers) this.subscribe(subscriber, props);
  }

  private subscribe(subscriber: Subscriber, props: NotificationTopicProps): void {
    const options = { deadLetterQueue: this.deadLetters.queue, filterPolicy: filterOf(subscriber.only) };
    switch (subscriber.kind) {
      case 'email':
        this.topic.addSubscription(new EmailSubscription(subscriber.address, options));
        return;
      case 'https':
        this.topic.addSubscription(new UrlSubscription(subscriber.url, options));
        return;
      case 'sqs':
        this.topic.addSubscription(new SqsSubscription(this.addQueue(subscriber, props), options));
        return;
      case 'lambda':
        this.subscribeFunction(new LambdaSubscription(this.addFunction(subscriber, props), options));
    }
  }

  private subscribeFunction(subscription: LambdaSubscription): void {
    Validations.of(this.topic.addSubscription(subscription)).acknowledge({
      id: 'CloudFormation-Validate::W3694',
      reason: 'Where deployments are canaries, a function is called by its alias: SNS takes either.',
    });
  }

  private addQueue({ name }: Subscriber, { stage }: NotificationTopicProps): Queue {
    return new Queue(this, name, {
      queueName: physicalName(stage, `notifications-${name}`),
      deadLetterQueue: { queue: this.deadLetters.queue, maxReceiveCount: 5 },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy: stage.removalPolicy,
    });
  }

  private addFunction({ name, source }: LambdaSubscriber, { stage, bundles }: NotificationTopicProps): IFunction {
    const { called } = new ServiceFunction(this, name, {
      stage,
      bundles,
      source,
      description: `Is told of notifications as ${name}`,
      memoryMegabytes: 256,
      timeout: Duration.seconds(10),
      environment: {},
      permissions: [],
    });
    keepFailedEvents(called, this.deadLetters.queue);
    return called;
  }
}

/** By the attributes that the workflow gives every message. */
function filterOf({ types, priorities, recipients }: NotificationFilter = {}) {
  const lists = { notification_type: types, priority: priorities, recipient: recipients };
  const given = Object.entries(lists).flatMap(([attribute, allowed]) =>
    allowed ? [[attribute, SubscriptionFilter.stringFilter({ allowlist: [...allowed] })] as const] : [],
  );
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
