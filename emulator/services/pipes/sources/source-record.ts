/** A record of the source, and how failures name it. */
export interface SourceRecord {
  readonly id: string;
  readonly event: object;
}
