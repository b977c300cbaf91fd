import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { subscriptionDoesNotExist } from '../errors.ts';
import type { Topic } from '../topics/topic.ts';
import type { Topics } from '../topics/topics.ts';
import type { Subscription } from './subscription.ts';
import {
  checkAttributeName,
  isSet,
  readSubscriptionSettings,
  type SubscriptionSettings,
} from './subscription-attributes.ts';

/** A subscription with its attributes as values: its filter compiled, its policies read. */
export interface Subscriber {
  readonly subscription: Subscription;
  readonly settings: SubscriptionSettings;
}

interface Deps {
  readonly store: Store;
  readonly topics: Topics;
}

/** The subscriptions of the account, kept by topic so that a message costs what its own topic has. */
export class Subscriptions {
  readonly #topics: Topics;
  readonly #documents: Documents<Subscription>;
  readonly #byTopic = new Map<string, Map<string, Subscriber>>();

  constructor({ store, topics }: Deps) {
    this.#topics = topics;
    this.#documents = new Documents(store, 'sns_subscriptions');
    for (const subscription of this.#documents.all()) this.#remember(subscription);
  }

  find(arn: string): Subscriber | undefined {
    const subscription = this.#documents.get(arn);
    return subscription && this.#byTopic.get(subscription.topicArn)?.get(arn);
  }

  /** @throws AwsError NotFound */
  get(arn: string): Subscriber {
    const subscriber = this.find(arn);
    if (!subscriber) throw subscriptionDoesNotExist();
    return subscriber;
  }

  /** In order of their ARNs. */
  list(): Subscription[] {
    return this.#documents.all();
  }

  /** All subscriptions of a topic, those that wait for confirmation included. */
  of(topicArn: string): Iterable<Subscriber> {
    return this.#byTopic.get(topicArn)?.values() ?? [];
  }

  findByEndpoint(topicArn: string, protocol: string, endpoint: string): Subscription | undefined {
    for (const { subscription } of this.of(topicArn)) {
      if (subscription.protocol === protocol && subscription.endpoint === endpoint) return subscription;
    }
    return undefined;
  }

  /** Stores a new subscription or a changed one. */
  put(subscription: Subscription): Subscription {
    this.#documents.set(subscription.arn, subscription);
    this.#remember(subscription);
    return subscription;
  }

  /** @throws AwsError InvalidParameter when the attribute or the subscription as a whole would not be valid */
  setAttribute(arn: string, name: string, value: string): Subscription {
    const { subscription } = this.get(arn);
    checkAttributeName(name, false);
    return this.replaceAttributes(subscription, { ...subscription.attributes, [name]: value });
  }

  /** @param prefix goes before attribute names in messages */
  replaceAttributes(subscription: Subscription, given: Readonly<Record<string, string>>, prefix = ''): Subscription {
    const topic = this.#topics.get(subscription.topicArn);
    readSubscriptionSettings({ topic, ...subscription, attributes: given, prefix });
    const kept = Object.entries(given).filter(([, value]) => isSet(value));
    return this.put({ ...subscription, attributes: Object.fromEntries(kept) });
  }

  delete(arn: string): Subscription | undefined {
    const subscription = this.#documents.get(arn);
    if (!subscription) return undefined;
    this.#documents.delete(arn);
    this.#byTopic.get(subscription.topicArn)?.delete(arn);
    this.#topics.countDeletedSubscription(subscription.topicArn);
    return subscription;
  }

  /** How a topic's attributes count its subscriptions. */
  count({ arn, subscriptionsDeleted }: Topic): { confirmed: number; pending: number; deleted: number } {
    const all = [...this.of(arn)];
    const pending = all.filter(({ subscription }) => subscription.pending).length;
    return { confirmed: all.length - pending, pending, deleted: subscriptionsDeleted };
  }

  #remember(subscription: Subscription): void {
    const topic = this.#topics.find(subscription.topicArn);
    if (!topic) return;
    const ofTopic = this.#byTopic.get(topic.arn) ?? new Map<string, Subscriber>();
    this.#byTopic.set(topic.arn, ofTopic);
    ofTopic.set(subscription.arn, { subscription, settings: readSubscriptionSettings({ topic, ...subscription }) });
  }
}
