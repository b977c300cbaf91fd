export const BACKOFF_FUNCTIONS = ['linear', 'arithmetic', 'geometric', 'exponential'] as const;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html; delays are seconds. */
export interface RetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  /** Of all phases together. */
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: (typeof BACKOFF_FUNCTIONS)[number];
}

/** For SQS and Lambda: 100,015 tries over 23 days. */
export const AWS_MANAGED_ENDPOINTS: RetryPolicy = {
  minDelayTarget: 1,
  maxDelayTarget: 20,
  numRetries: 100_015,
  numMaxDelayRetries: 100_000,
  numNoDelayRetries: 3,
  numMinDelayRetries: 2,
  backoffFunction: 'exponential',
};

/** For e-mail and SMS: 50 tries over 6 hours. */
export const CUSTOMER_MANAGED_ENDPOINTS: RetryPolicy = {
  minDelayTarget: 10,
  maxDelayTarget: 600,
  numRetries: 50,
  numMaxDelayRetries: 38,
  numNoDelayRetries: 0,
  numMinDelayRetries: 2,
  backoffFunction: 'exponential',
};

/** AWS says that it spreads retries, and not how far. */
const JITTER = 0.1;

/**
 * Milliseconds to wait before a retry, or undefined when the policy is exhausted.
 *
 * @param retry 1 for the first one
 * @param random from 0 to 1
 */
export function waitBefore(policy: RetryPolicy, retry: number, random: number): number | undefined {
  const wait = secondsBefore(policy, retry);
  return wait === undefined ? undefined : Math.ceil(wait * 1_000 * (1 + JITTER * random));
}

/** The waits of all retries, in seconds and without their jitter. */
export const waitsOf = (policy: RetryPolicy): number[] =>
  Array.from({ length: policy.numRetries }, (_, index) => secondsBefore(policy, index + 1) ?? 0);

/**
 *     try → no delay … → minimal delay … → backoff … → maximal delay … → dead letter
 */
function secondsBefore(policy: RetryPolicy, retry: number): number | undefined {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  if (retry > numRetries) return undefined;
  if (retry <= numNoDelayRetries) return 0;
  const beforeBackoff = numNoDelayRetries + numMinDelayRetries;
  if (retry <= beforeBackoff) return policy.minDelayTarget;
  const backoffs = numRetries - beforeBackoff - numMaxDelayRetries;
  const step = retry - beforeBackoff - 1;
  return step < backoffs ? backoff(policy, step, backoffs) : policy.maxDelayTarget;
}

/** AWS draws the four curves and gives no formulas: each goes from the minimum to the maximum in its own way. */
function backoff({ minDelayTarget, maxDelayTarget, backoffFunction }: RetryPolicy, step: number, steps: number) {
  if (steps < 2) return minDelayTarget;
  const way = step / (steps - 1);
  const range = maxDelayTarget - minDelayTarget;
  if (backoffFunction === 'linear') return minDelayTarget + range * way;
  if (backoffFunction === 'arithmetic') return minDelayTarget + (range * step * (step + 1)) / (steps * (steps - 1));
  if (backoffFunction === 'geometric') return minDelayTarget * (maxDelayTarget / minDelayTarget) ** way;
  return minDelayTarget + (range * (2 ** step - 1)) / (2 ** (steps - 1) - 1);
}
