import type { LogRow } from './log-row.ts';

/** As many rows as DynamoDB takes in one request: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export const MAX_ROWS_A_WRITE = 25;

/** Where the rows of logs are kept. */
export interface LogIndex {
  /**
   * Writes up to MAX_ROWS_A_WRITE rows; a row that is there already is written again.
   *
   * @returns the rows that were not written because too many are being written at once
   */
  write(rows: readonly LogRow[]): Promise<readonly LogRow[]>;
}
