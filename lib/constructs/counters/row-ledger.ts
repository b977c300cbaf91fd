import type { ITable } from 'aws-cdk-lib/aws-dynamodb';

/** The rows that a domain counts: what its counters are compared with. */
export interface RowLedger {
  /** What its counters begin with. */
  readonly domain: string;
  readonly table: ITable;
  /** The name of the table's key. */
  readonly key: string;
  /** Whether rows have a time, `expiresAt`, after which they are merged into one that counts what they counted. */
  readonly forgets: boolean;
}
