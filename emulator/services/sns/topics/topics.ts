import type { Account } from '../../../runtime/account.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { topicArn } from '../arns.ts';
import { type TopicDeliveryPolicy, topicDeliveryPolicy } from '../delivery/http-policy.ts';
import { invalidParameter, tooManyTags, topicDoesNotExist } from '../errors.ts';
import { TAGS_PER_TOPIC, TOPIC_NAME_CHARACTERS } from '../limits.ts';
import { defaultPolicy } from './default-policy.ts';
import type { Topic } from './topic.ts';
import { checkNewTopicAttributes, checkTopicAttribute } from './topic-attributes.ts';

interface Deps {
  readonly store: Store;
  readonly account: Account;
}

const NAME = /^[\w-]+$/;

/** The topics of the account. */
export class Topics {
  readonly #account: Account;
  readonly #documents: Documents<Topic>;
  /** Parsed once per version of a topic: the authorizer knows a policy by its object. */
  readonly #policies = new WeakMap<Topic, object>();

  constructor({ store, account }: Deps) {
    this.#account = account;
    this.#documents = new Documents(store, 'sns_topics');
  }

  /** Makes the topic, or answers the one that is there, if it was made with the same attributes and tags. */
  create(
    name: string,
    given: Readonly<Record<string, string>> = {},
    tags: Readonly<Record<string, string>> = {},
  ): Topic {
    checkNewTopicAttributes(given);
    const attributes = withoutDefault(given);
    const fifo = attributes.FifoTopic === 'true';
    checkName(name, fifo);
    const arn = topicArn(this.#account, name);
    const known = this.#documents.get(arn);
    if (known) return checkSame(known, attributes, tags);
    checkTags(tags);
    const kept = fifo ? { ContentBasedDeduplication: 'false', ...attributes } : attributes;
    const topic = { arn, name, fifo, attributes: withoutEmpty(kept), tags, subscriptionsDeleted: 0 };
    this.#documents.set(arn, topic);
    return topic;
  }

  find(arn: string): Topic | undefined {
    return this.#documents.get(arn);
  }

  /** @throws AwsError NotFound */
  get(arn: string): Topic {
    const topic = this.#documents.get(arn);
    if (!topic) throw topicDoesNotExist();
    return topic;
  }

  /** In order of their ARNs. */
  list(): Topic[] {
    return this.#documents.all();
  }

  setAttribute(arn: string, name: string, value: string): Topic {
    const topic = this.get(arn);
    checkTopicAttribute(name, value, topic.fifo);
    return this.#save({ ...topic, attributes: withoutEmpty({ ...topic.attributes, [name]: value }) });
  }

  /** Sets these attributes and no others; the policy, which has a resource of its own in templates, stays. */
  replaceAttributes(arn: string, attributes: Readonly<Record<string, string>>): Topic {
    const topic = this.get(arn);
    checkNewTopicAttributes(attributes);
    const { Policy } = topic.attributes;
    const kept = { ...(Policy ? { Policy } : {}), ...withoutDefault(attributes) };
    return this.#save({ ...topic, attributes: withoutEmpty(kept) });
  }

  setTags(arn: string, tags: Readonly<Record<string, string>>): Topic {
    checkTags(tags);
    return this.#save({ ...this.get(arn), tags });
  }

  countDeletedSubscription(arn: string): void {
    const topic = this.#documents.get(arn);
    if (topic) this.#save({ ...topic, subscriptionsDeleted: topic.subscriptionsDeleted + 1 });
  }

  delete(arn: string): void {
    this.#documents.delete(arn);
  }

  /** The topic's policy as a parsed document: what was set, or the default. */
  policyOf(topic: Topic): object {
    const known = this.#policies.get(topic);
    if (known) return known;
    const { Policy } = topic.attributes;
    const policy: object = Policy ? JSON.parse(Policy) : defaultPolicy(this.#account, topic.arn);
    this.#policies.set(topic, policy);
    return policy;
  }

  /** What was set for HTTP deliveries; undefined if nothing was. */
  deliveryPolicyOf({ attributes: { DeliveryPolicy } }: Topic): TopicDeliveryPolicy | undefined {
    return DeliveryPolicy ? topicDeliveryPolicy.parse(JSON.parse(DeliveryPolicy)) : undefined;
  }

  #save(topic: Topic): Topic {
    this.#documents.set(topic.arn, topic);
    return topic;
  }
}

function checkName(name: string, fifo: boolean): void {
  if (fifo && !name.endsWith('.fifo')) {
    throw invalidParameter(
      `Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and ${TOPIC_NAME_CHARACTERS} characters long.`,
    );
  }
  const base = fifo ? name.slice(0, -'.fifo'.length) : name;
  if (name.length > TOPIC_NAME_CHARACTERS || !NAME.test(base)) throw invalidParameter('Topic Name');
}

function checkSame(
  topic: Topic,
  attributes: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): Topic {
  const different = Object.entries(attributes).some(([name, value]) => (topic.attributes[name] ?? '') !== value);
  if (different) throw invalidParameter('Attributes Reason: Topic already exists with different attributes');
  if (Object.entries(tags).some(([key, value]) => topic.tags[key] !== value)) {
    throw invalidParameter('Tags Reason: Topic already exists with different tags');
  }
  return topic;
}

function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > TAGS_PER_TOPIC) throw tooManyTags();
}

/** A standard topic does not show that it is none of the other kind. */
const withoutDefault = ({ FifoTopic, ...rest }: Readonly<Record<string, string>>) =>
  FifoTopic === 'true' ? { FifoTopic, ...rest } : rest;

const withoutEmpty = (attributes: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== ''));
