const FIRST_MILLISECONDS = 1_000;
const MAX_MILLISECONDS = 30_000;

/**
 * How long to wait before the next attempt: anything up to a limit that doubles, so that those who were cut off together do not come
 * back together.
 *
 * @param attempt 0 for the first repetition
 * @param random from 0 to 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/ (full jitter)
 */
export function backOff(attempt: number, random: number): number {
  return Math.round(random * Math.min(MAX_MILLISECONDS, FIRST_MILLISECONDS * 2 ** attempt));
}
