import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Outcome } from '../../../runtime/journal.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { DeliveryTrace, Trace } from '../../../runtime/trace.ts';
import { isHttp, type Protocol } from '../subscriptions/subscription.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Topic } from '../topics/topic.ts';
import type { Topics } from '../topics/topics.ts';
import type { Delivery } from './delivery.ts';
import { type DeliveryFailure, failureOf } from './delivery-failure.ts';
import type { DeliveryLog } from './delivery-log.ts';
import { effectiveHttpPolicy } from './http-policy.ts';
import { AWS_MANAGED_ENDPOINTS, CUSTOMER_MANAGED_ENDPOINTS, type RetryPolicy, waitBefore } from './retry-policy.ts';
import type { Carrier, Shipment } from './shipment.ts';
import type { QueueCarrier } from './sqs.ts';

interface Deps {
  readonly topics: Topics;
  readonly subscriptions: Subscriptions;
  readonly carriers: Readonly<Record<Protocol, Carrier>>;
  readonly queues: QueueCarrier;
  readonly log: DeliveryLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
  readonly metrics: MetricSink;
}

/**
 * Hands messages over, tries again what may pass, and dead-letters the rest.
 *
 *     try ─ delivered
 *      └─ failed ─ server's fault: wait and try again, by the protocol's policy
 *               └─ client's fault, or policy exhausted: dead-letter queue, or nothing
 */
export class Deliverer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** @param attempt 1 for the first one */
  async deliver({ subscription, notification }: Delivery, attempt: number): Promise<Outcome> {
    const { topics, subscriptions, carriers, log, clock } = this.#deps;
    const subscriber = subscriptions.find(subscription);
    const topic = topics.find(notification.topicArn);
    if (!subscriber || !topic) {
      const reason = 'The subscription was removed before the message could be delivered.';
      this.#record(notification.topicArn, subscription, attempt, 'dropped', reason);
      return 'done';
    }
    const shipment = { topic, subscriber, notification };
    const startedAt = clock.now();
    try {
      const receipt = await carriers[subscriber.subscription.protocol].send(shipment);
      this.#record(topic.arn, subscriber.subscription.endpoint, attempt, 'delivered');
      this.#count(topic, 'NumberOfNotificationsDelivered');
      await log.delivered(shipment, receipt, startedAt);
      return 'done';
    } catch (error) {
      return this.#failed(shipment, attempt, failureOf(error), startedAt);
    }
  }

  async #failed(shipment: Shipment, attempt: number, failure: DeliveryFailure, startedAt: number): Promise<Outcome> {
    const { clock, ids, log } = this.#deps;
    const { endpoint } = shipment.subscriber.subscription;
    const wait = failure.retry ? waitBefore(this.#policyOf(shipment), attempt, ids.random()) : undefined;
    if (wait !== undefined) {
      this.#record(shipment.topic.arn, endpoint, attempt, 'retrying', failure.message);
      return { retryAt: clock.now() + wait };
    }
    await this.#giveUp(shipment, attempt, failure);
    await log.failed(shipment, failure, attempt, startedAt);
    return 'done';
  }

  async #giveUp(shipment: Shipment, attempt: number, { message }: DeliveryFailure): Promise<void> {
    const { topic, subscriber } = shipment;
    const { endpoint } = subscriber.subscription;
    const queue = subscriber.settings.deadLetterQueue;
    this.#count(topic, 'NumberOfNotificationsFailed');
    if (!queue) return this.#record(topic.arn, endpoint, attempt, 'dropped', message);
    try {
      await this.#deps.queues.sendTo(queue, shipment);
      this.#record(topic.arn, endpoint, attempt, 'dead-lettered', message);
      this.#count(topic, 'NumberOfNotificationsRedrivenToDlq');
    } catch (error) {
      const further = `${message} The dead-letter queue ${queue} did not take it: ${failureOf(error).message}`;
      this.#record(topic.arn, endpoint, attempt, 'dropped', further);
      this.#count(topic, 'NumberOfNotificationsFailedToRedriveToDlq');
    }
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
  #count({ name }: Topic, metric: string): void {
    this.#deps.metrics.put('AWS/SNS', metric, { TopicName: name }, 1, 'Count');
  }

  #policyOf({ topic, subscriber }: Shipment): RetryPolicy {
    const { protocol } = subscriber.subscription;
    if (isHttp(protocol)) {
      const { topics } = this.#deps;
      return effectiveHttpPolicy(topics.deliveryPolicyOf(topic), subscriber.settings.deliveryPolicy).healthyRetryPolicy;
    }
    return protocol === 'sqs' || protocol === 'lambda' ? AWS_MANAGED_ENDPOINTS : CUSTOMER_MANAGED_ENDPOINTS;
  }

  #record(from: string, to: string, attempt: number, outcome: DeliveryTrace['outcome'], reason?: string): void {
    const { trace, clock } = this.#deps;
    trace.record({
      kind: 'delivery',
      at: clock.now(),
      from,
      to,
      attempt,
      outcome,
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
