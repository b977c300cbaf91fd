import type { Counts } from '../../shared/ledger/ledger.ts';
import type { StartKey } from '../row-table.ts';

/** What a recount wants to know of a row. */
export interface CountedRow {
  readonly id: string;
  readonly counted: Counts;
  readonly countEpoch?: number | undefined;
  readonly countedBefore?: Counts | undefined;
}

/** One of several parts of a table, which are read at the same time. */
export interface Part {
  readonly domain: string;
  readonly segment: number;
  readonly segments: number;
}

export interface Page {
  readonly rows: readonly CountedRow[];
  /** Undefined when this was the last page. */
  readonly nextKey?: StartKey | undefined;
}

/** Where the rows of a domain are read, part by part. */
export interface RowSource {
  /**
   * Reads the next page of a part, as it is at this moment.
   *
   * @param startKey what the page before gave
   */
  page(part: Part, startKey: StartKey | undefined): Promise<Page>;
}
