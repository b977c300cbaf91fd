import { setTimeout } from 'node:timers/promises';

/** Waits before another attempt. A port, so that tests do not wait. */
export type BackOff = (attempt: number) => Promise<void>;

/** Soon enough for a hiccup, and in sum long enough for DynamoDB to split a busy partition's work. */
const FIRST_MILLISECONDS = 50;
const LONGEST_MILLISECONDS = 5_000;

/**
 * Exponential, with full jitter: anything between nothing and the bound, so that many who were refused together do not come back together.
 *
 * @param attempt from 0
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export const backOff: BackOff = (attempt) =>
  setTimeout(Math.random() * Math.min(LONGEST_MILLISECONDS, FIRST_MILLISECONDS * 2 ** attempt));
