import {
  AWS_MANAGED_ENDPOINTS,
  CUSTOMER_MANAGED_ENDPOINTS,
  type RetryPolicy,
  waitBefore,
  waitsOf,
} from '../../../emulator/services/sns/delivery/retry-policy.ts';

const policy: RetryPolicy = {
  minDelayTarget: 10,
  maxDelayTarget: 50,
  numRetries: 9,
  numNoDelayRetries: 1,
  numMinDelayRetries: 2,
  numMaxDelayRetries: 1,
  backoffFunction: 'linear',
};

describe('a retry policy', () => {
  it('goes through its four phases', () => {
    expect(waitsOf(policy)).toEqual([0, 10, 10, 10, 20, 30, 40, 50, 50]);
    expect(waitBefore(policy, 10, 0)).toBeUndefined();
  });

  it.each([
    ['arithmetic', [10, 14, 22, 34, 50]],
    ['geometric', [10, 15, 22, 33, 50]],
    ['exponential', [10, 13, 18, 29, 50]],
  ] as const)('backs off in the %s way', (backoffFunction, waits) => {
    const backoffs = { numRetries: 5, numNoDelayRetries: 0, numMinDelayRetries: 0, numMaxDelayRetries: 0 };
    expect(waitsOf({ ...policy, ...backoffs, backoffFunction }).map(Math.round)).toEqual(waits);
  });

  it('spreads its waits by up to a tenth', () => {
    expect(waitBefore(policy, 2, 0)).toBe(10_000);
    expect(waitBefore(policy, 2, 1)).toBe(11_000);
  });

  it('tries queues and functions 100,015 times over 23 days, mail and SMS 50 times over 6 hours', () => {
    const days = waitsOf(AWS_MANAGED_ENDPOINTS).reduce((sum, wait) => sum + wait, 0) / 86_400;
    expect(Math.round(days)).toBe(23);
    const hours = waitsOf(CUSTOMER_MANAGED_ENDPOINTS).reduce((sum, wait) => sum + wait, 0) / 3_600;
    expect(hours).toBeGreaterThan(6);
    expect(hours).toBeLessThan(8);
  });
});
