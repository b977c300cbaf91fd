import { z } from 'zod';
import { type SubscriptionDeliveryPolicy, subscriptionDeliveryPolicy } from '../delivery/http-policy.ts';
import { invalidParameter, notSupported } from '../errors.ts';
import { readJsonAttribute } from '../json-attribute.ts';
import type { Topic } from '../topics/topic.ts';
import { compileFilter, FILTER_SCOPES, type Filter, type FilterScope } from './filter.ts';
import { isHttp, type Subscription } from './subscription.ts';

/** The attributes of a subscription, as values. */
export interface SubscriptionSettings {
  readonly raw: boolean;
  /** Undefined when the subscription takes every message. */
  readonly filter?: Filter;
  readonly filterScope: FilterScope;
  /** ARN. */
  readonly deadLetterQueue?: string;
  readonly deliveryPolicy?: SubscriptionDeliveryPolicy;
}

const SETTABLE = ['DeliveryPolicy', 'FilterPolicy', 'FilterPolicyScope', 'RawMessageDelivery', 'RedrivePolicy'];
const DEAD_LETTER_QUEUE = /^arn:[^:]+:sqs:[\w-]+:\d{12}:[\w-]+(\.fifo)?$/;

const redrivePolicy = z.object({ deadLetterTargetArn: z.string() });

/** Attributes that are to take a subscription's place, and how messages name them. */
interface Candidate {
  readonly topic: Topic;
  readonly protocol: Subscription['protocol'];
  readonly endpoint: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** `Attributes Reason: ` at creation. */
  readonly prefix?: string;
}

/** @throws AwsError InvalidParameter for a name that SNS does not know */
export function checkAttributeName(name: string, atCreation: boolean): void {
  if (name === 'ReplayPolicy') throw notSupported('archiving and replaying messages (ReplayPolicy)');
  if (name === 'SubscriptionRoleArn') throw notSupported('the protocol firehose (SubscriptionRoleArn)');
  if (SETTABLE.includes(name)) return;
  throw invalidParameter(atCreation ? `Attributes Reason: Unknown attribute: ${name}` : 'AttributeName');
}

/**
 * Reads the attributes of a subscription (https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html).
 *
 * @throws AwsError InvalidParameter
 */
export function readSubscriptionSettings(candidate: Candidate): SubscriptionSettings {
  const { attributes, protocol, prefix = '' } = candidate;
  const { FilterPolicy, RedrivePolicy, DeliveryPolicy } = attributes;
  const filterScope = readScope(attributes.FilterPolicyScope, prefix);
  if (DeliveryPolicy && !isHttp(protocol)) {
    throw invalidParameter(`${prefix}DeliveryPolicy: Only HTTP and HTTPS subscriptions have a delivery policy.`);
  }
  return {
    raw: readRaw(candidate),
    filterScope,
    ...(isSet(FilterPolicy) ? { filter: compileFilter(FilterPolicy, filterScope, `${prefix}FilterPolicy`) } : {}),
    ...(isSet(RedrivePolicy) ? { deadLetterQueue: readRedrive(candidate, RedrivePolicy) } : {}),
    ...(isSet(DeliveryPolicy)
      ? { deliveryPolicy: readJsonAttribute(`${prefix}DeliveryPolicy`, subscriptionDeliveryPolicy, DeliveryPolicy) }
      : {}),
  };
}

/** An empty text or object takes an attribute away. */
export const isSet = (value: string | undefined): value is string =>
  value !== undefined && !/^\s*({\s*})?$/.test(value);

function readScope(value: string | undefined, prefix: string): FilterScope {
  const scope = FILTER_SCOPES.find((one) => one === (value || 'MessageAttributes'));
  if (scope) return scope;
  throw invalidParameter(
    `${prefix}FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
  );
}

function readRaw({ attributes, protocol, prefix = '' }: Candidate): boolean {
  const value = attributes.RawMessageDelivery;
  if (value === undefined) return false;
  const lower = value.toLowerCase();
  if (lower !== 'true' && lower !== 'false') {
    throw invalidParameter(`${prefix}RawMessageDelivery: Invalid value [${value}]. Must be true or false.`);
  }
  if (lower === 'true' && protocol !== 'sqs' && !isHttp(protocol)) {
    throw invalidParameter(`${prefix}Delivery protocol [${protocol}] does not support raw message delivery.`);
  }
  return lower === 'true';
}

function readRedrive({ topic, endpoint, prefix = '' }: Candidate, text: string): string {
  const name = `${prefix}RedrivePolicy`;
  const { deadLetterTargetArn } = readJsonAttribute(name, redrivePolicy, text);
  if (!DEAD_LETTER_QUEUE.test(deadLetterTargetArn)) {
    throw invalidParameter(`${name}: deadLetterTargetArn is an invalid arn`);
  }
  const fifo = deadLetterTargetArn.endsWith('.fifo');
  if (topic.fifo && endpoint.endsWith('.fifo') && !fifo) {
    throw invalidParameter(`${name}: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.`);
  }
  if (!topic.fifo && fifo) throw invalidParameter(`${name}: must use a standard queue as DLQ for a standard topic.`);
  return deadLetterTargetArn;
}
