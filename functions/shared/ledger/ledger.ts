/** What a row adds to the counters of its domain: the counter's name and a whole number. */
export type Counts = Readonly<Record<string, number>>;

/** What every row says of itself, whatever its domain. Times are ISO 8601, UTC. */
export interface LedgerRow {
  /** `pending` until there is an outcome; what else there is decides the domain. */
  readonly status: string;
  /** Only of an outcome that is an error. */
  readonly errorCode?: string | undefined;
  /** The execution that wrote the row. */
  readonly processedBy: string;
  readonly lastModified: string;
  /** What this row has added to the counters, so that its successor can take it back. */
  readonly counted: Counts;
}

/** What the next writer needs of the row that is there. */
export interface KnownRow extends LedgerRow {
  /** When the outcome was told to the world, in domains that write it down. */
  readonly announcedAt?: string | undefined;
  /** The epoch of the counter in which the row was last counted, and what it had counted when that epoch began: see epoch.ts. */
  readonly countEpoch?: number | undefined;
  readonly countedBefore?: Counts | undefined;
}

/** Rows of one domain and their counters. */
export interface Ledger<Row extends LedgerRow> {
  find(id: string): Promise<KnownRow | undefined>;
  /**
   * Writes the row and adds to the counters, both or neither.
   *
   * @param known the row that `find` gave
   * @param change what to add to each counter; negative takes away
   * @returns false when somebody else has written in between
   */
  replace(id: string, known: KnownRow | undefined, row: Row, change: Counts): Promise<boolean>;
}
