import type { Journal, WorkQueue } from '../../../runtime/journal.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Deliverer } from '../delivery/deliverer.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Lanes } from '../delivery/lanes.ts';
import { filterView } from '../subscriptions/filter.ts';
import { isHttp, type Subscription } from '../subscriptions/subscription.ts';
import type { Subscriptions } from '../subscriptions/subscriptions.ts';
import type { Topic } from '../topics/topic.ts';
import type { Notification } from './notification.ts';

/** A message as it was published: subscribers of different protocols may get different texts. */
export interface Publication {
  readonly notification: Notification;
  /** Texts by protocol, where they are not the default. */
  readonly texts: Readonly<Record<string, string>>;
}

interface Deps {
  readonly journal: Journal;
  readonly subscriptions: Subscriptions;
  readonly deliverer: Deliverer;
  readonly lanes: Lanes;
  readonly metrics: MetricSink;
}

/** How many messages one HTTP endpoint gets at once. */
const HTTP_CONCURRENCY = 32;

/** Gives a message to the subscriptions of its topic whose filters let it pass. */
export class FanOut {
  readonly #deps: Deps;
  readonly #shared: WorkQueue<Delivery>;
  /** An HTTP endpoint may keep us waiting: each has a queue of its own, so that it holds up nobody else. */
  readonly #httpQueues = new Map<string, WorkQueue<Delivery>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    this.#shared = this.#queue('sns-deliveries');
    for (const subscription of deps.subscriptions.list()) {
      if (isHttp(subscription.protocol)) this.#queueOf(subscription);
    }
  }

  /**
   * Writes down the deliveries; call it within a transaction.
   *
   * @returns how many subscriptions get the message
   */
  add(topic: Topic, { notification, texts }: Publication): number {
    const { subscriptions, lanes, metrics } = this.#deps;
    const view = filterView(notification.message, notification.attributes);
    let count = 0;
    for (const { subscription, settings } of subscriptions.of(topic.arn)) {
      if (subscription.pending) continue;
      const text = texts[subscription.protocol];
      const own = text === undefined ? notification : { ...notification, message: text };
      const seen = text === undefined ? view : filterView(text, notification.attributes);
      if (settings.filter && !settings.filter(seen)) {
        metrics.put('AWS/SNS', 'NumberOfNotificationsFilteredOut', { TopicName: topic.name }, 1, 'Count');
        continue;
      }
      count += 1;
      const delivery = { subscription: subscription.arn, notification: own };
      if (topic.fifo) lanes.add(delivery);
      else this.#queueOf(subscription).add(delivery);
    }
    return count;
  }

  #queueOf({ arn, protocol }: Subscription): WorkQueue<Delivery> {
    if (!isHttp(protocol)) return this.#shared;
    const known = this.#httpQueues.get(arn) ?? this.#queue(`sns-http ${arn}`, HTTP_CONCURRENCY);
    this.#httpQueues.set(arn, known);
    return known;
  }

  #queue(name: string, concurrency?: number): WorkQueue<Delivery> {
    const { journal, deliverer } = this.#deps;
    const options = concurrency === undefined ? {} : { concurrency };
    return journal.queue<Delivery>(name, ({ body, attempt }) => deliverer.deliver(body, attempt), options);
  }
}
