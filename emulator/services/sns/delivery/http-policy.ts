import { z } from 'zod';
import { HTTP_RETRY_SECONDS } from '../limits.ts';
import { BACKOFF_FUNCTIONS, type RetryPolicy, waitsOf } from './retry-policy.ts';

// https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html#creating-delivery-policy

const seconds = z.number().int().min(1).max(HTTP_RETRY_SECONDS);
const count = z.number().int().min(0);

const retries = z
  .strictObject({
    minDelayTarget: seconds.default(20),
    maxDelayTarget: seconds.default(20),
    numRetries: count.max(100).default(3),
    numMaxDelayRetries: count.default(0),
    numNoDelayRetries: count.default(0),
    numMinDelayRetries: count.default(0),
    backoffFunction: z.enum(BACKOFF_FUNCTIONS).default('linear'),
  })
  .refine(({ minDelayTarget, maxDelayTarget }) => minDelayTarget <= maxDelayTarget, {
    message: 'maxDelayTarget must be at least minDelayTarget',
  })
  .refine(
    (policy) => policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries <= policy.numRetries,
    { message: 'numRetries must be at least the sum of the retries of all phases' },
  )
  .refine((policy) => waitsOf(policy).reduce((sum, wait) => sum + wait, 0) <= HTTP_RETRY_SECONDS, {
    message: `the waits must not exceed ${HTTP_RETRY_SECONDS} seconds in all`,
  });
const throttle = z.strictObject({ maxReceivesPerSecond: z.number().int().min(1) });
const request = z.strictObject({ headerContentType: z.string().min(1) });

export const topicDeliveryPolicy = z.strictObject({
  http: z.strictObject({
    defaultHealthyRetryPolicy: retries.nullish(),
    defaultThrottlePolicy: throttle.nullish(),
    defaultRequestPolicy: request.nullish(),
    disableSubscriptionOverrides: z.boolean().default(false),
  }),
});
export type TopicDeliveryPolicy = z.output<typeof topicDeliveryPolicy>;

export const subscriptionDeliveryPolicy = z.strictObject({
  healthyRetryPolicy: retries.nullish(),
  sicklyRetryPolicy: z.null().optional(),
  throttlePolicy: throttle.nullish(),
  requestPolicy: request.nullish(),
  guaranteed: z.boolean().optional(),
});
export type SubscriptionDeliveryPolicy = z.output<typeof subscriptionDeliveryPolicy>;

/** How messages go to an HTTP subscription, once its own policy, its topic's and the defaults are put together. */
export interface EffectiveHttpPolicy {
  readonly healthyRetryPolicy: RetryPolicy;
  readonly throttlePolicy: { readonly maxReceivesPerSecond: number } | null;
  readonly requestPolicy: { readonly headerContentType: string };
}

export const DEFAULT_CONTENT_TYPE = 'text/plain; charset=UTF-8';

export function effectiveHttpPolicy(
  topic: TopicDeliveryPolicy | undefined,
  subscription: SubscriptionDeliveryPolicy | undefined,
): EffectiveHttpPolicy {
  const http = topic?.http;
  const own = http?.disableSubscriptionOverrides ? undefined : subscription;
  return {
    healthyRetryPolicy: own?.healthyRetryPolicy ?? http?.defaultHealthyRetryPolicy ?? retries.parse({}),
    throttlePolicy: own?.throttlePolicy ?? http?.defaultThrottlePolicy ?? null,
    requestPolicy: own?.requestPolicy ?? http?.defaultRequestPolicy ?? { headerContentType: DEFAULT_CONTENT_TYPE },
  };
}

/** `EffectiveDeliveryPolicy` of a topic. */
export function effectiveTopicPolicy(topic: TopicDeliveryPolicy | undefined) {
  const { healthyRetryPolicy, throttlePolicy, requestPolicy } = effectiveHttpPolicy(topic, undefined);
  return {
    http: {
      defaultHealthyRetryPolicy: healthyRetryPolicy,
      disableSubscriptionOverrides: topic?.http.disableSubscriptionOverrides ?? false,
      ...(throttlePolicy ? { defaultThrottlePolicy: throttlePolicy } : {}),
      defaultRequestPolicy: requestPolicy,
    },
  };
}

/** `EffectiveDeliveryPolicy` of an HTTP subscription, with the members that AWS always shows. */
export const effectiveSubscriptionPolicy = (effective: EffectiveHttpPolicy) => ({
  healthyRetryPolicy: effective.healthyRetryPolicy,
  sicklyRetryPolicy: null,
  throttlePolicy: effective.throttlePolicy,
  requestPolicy: effective.requestPolicy,
  guaranteed: false,
});
