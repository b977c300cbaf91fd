/** When something is due, again and again. */
export interface Schedule {
  /**
   * The first time after `after` (epoch milliseconds); undefined if there is none any more.
   *
   * @param anchor from when a rate counts
   */
  next(after: number, anchor: number): number | undefined;
}
