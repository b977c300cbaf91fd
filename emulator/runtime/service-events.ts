/** An event that an AWS service itself puts on the account's default bus (`source` starts with `aws.`). */
export interface ServiceEvent {
  /** `aws.s3` */
  readonly source: string;
  /** `Object Created` */
  readonly detailType: string;
  /** ARNs of the resources that the event is about. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The default bus, as services see it. When `publish` returns, the event is stored. */
export interface ServiceEvents {
  publish(event: ServiceEvent): void;
}
