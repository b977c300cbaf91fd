/** How much of something one may do in a while. */
export interface Allowance {
  readonly limit: number;
  readonly windowMilliseconds: number;
}

/** Counts exactly, whatever happens at once. */
export interface RateLimit {
  /**
   * Counts one more.
   *
   * @param name of what is counted, and for whom: `sendmessage#ana`
   * @param now milliseconds since 1970
   * @returns undefined when it is allowed, or the time (milliseconds since 1970) from which it is again
   */
  count(name: string, allowance: Allowance, now: number): Promise<number | undefined>;
}
