/** The places that a user has for connections: counted exactly, whatever happens at once. */
export interface ConnectionSlots {
  /**
   * Takes a place.
   *
   * @returns undefined when it was free, or the connections that have all of them
   */
  take(userId: string, connectionId: string): Promise<readonly string[] | undefined>;
  free(userId: string, connectionId: string): Promise<void>;
  /** The connections that have a place. */
  takenBy(userId: string): Promise<readonly string[]>;
}
