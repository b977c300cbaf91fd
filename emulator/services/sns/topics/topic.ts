/** A topic as it is stored. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly fifo: boolean;
  /** As set by clients: text values by attribute name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
  /** How many subscriptions were taken away so far. */
  readonly subscriptionsDeleted: number;
}
