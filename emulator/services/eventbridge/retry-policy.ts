import type { RetryPolicy } from '@aws-sdk/client-eventbridge';
import { EVENT_AGE_SECONDS, RETRY_ATTEMPTS } from './limits.ts';

// AWS says "exponential back off and jitter" and no figures
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html). With these, 185 attempts fill
// about a day, which is what its two defaults say together.
const FIRST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 600_000;

/** How a delivery goes on after a failure that may pass. */
export type NextStep =
  | { readonly retryAt: number }
  | { readonly exhausted: 'MaximumRetryAttempts' | 'MaximumEventAgeInSeconds' };

interface Situation {
  /** Tries so far, the first one included. */
  readonly attempt: number;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly ingestedAt: number;
  /** From 0 to 1. */
  readonly random: number;
  /** What the target asked for. */
  readonly retryAfterSeconds?: number | undefined;
}

export function nextStep(policy: Partial<RetryPolicy> | undefined, situation: Situation): NextStep {
  const { attempt, now, ingestedAt, random, retryAfterSeconds = 0 } = situation;
  const retries = policy?.MaximumRetryAttempts ?? RETRY_ATTEMPTS;
  const ageSeconds = policy?.MaximumEventAgeInSeconds ?? EVENT_AGE_SECONDS.longest;
  if (attempt > retries) return { exhausted: 'MaximumRetryAttempts' };
  const ceiling = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** (attempt - 1));
  const wait = Math.max(Math.ceil(ceiling / 2 + (random * ceiling) / 2), retryAfterSeconds * 1000);
  const retryAt = now + wait;
  return retryAt - ingestedAt > ageSeconds * 1000 ? { exhausted: 'MaximumEventAgeInSeconds' } : { retryAt };
}
