import { FIRST_EPOCH } from '../../shared/ledger/epoch.ts';
import type { Counts } from '../../shared/ledger/ledger.ts';
import { counterKey } from '../../shared/ledger/shards.ts';
import type { StartKey } from '../row-table.ts';

/** A row whose time is over. */
export interface OldRow {
  readonly id: string;
  readonly lastModified: string;
  readonly counted: Counts;
}

export interface OldRowsPage {
  readonly rows: readonly OldRow[];
  /** Undefined when all rows were looked through. */
  readonly nextKey?: StartKey | undefined;
}

export interface OldRows {
  /** Looks through some of the rows for those whose time is over. */
  page(domain: string, now: Date, startKey: StartKey | undefined): Promise<OldRowsPage>;
  /**
   * Makes rows part of the one that stands for all that were forgotten of their counter: all of them or none.
   *
   * @param epoch the counter's, which must be its present one: a recount that has begun since may have seen some of the rows already
   * @returns false when it is not, or when one of the rows has changed
   */
  merge(target: MergeTarget, rows: readonly OldRow[], now: Date): Promise<boolean>;
}

export interface MergeTarget {
  readonly domain: string;
  readonly counter: string;
  readonly epoch: number;
}

export interface ForgetRequest {
  readonly domain: string;
  /** The epoch of each counter of the domain. */
  readonly epochs: Readonly<Record<string, number>>;
  readonly startKey?: StartKey | undefined;
}

export interface Forgotten {
  readonly forgotten: number;
  /** Where to go on; null when all rows were looked through. */
  readonly nextKey: StartKey | null;
}

/** A transaction has room for 100 items: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const ROWS_A_MERGE = 98;
/** A page has 1 MB. A call ends after so many of them, and the next call goes on. */
const PAGES_A_CALL = 10;

/**
 * Forgets the rows whose time is over, but not what they counted: one row for each counter takes that over, so that a recount comes to
 * the same sum as before. What cannot be merged now is found again by the next run.
 */
export async function forgetRows(request: ForgetRequest, oldRows: OldRows, now: Date): Promise<Forgotten> {
  let nextKey = request.startKey;
  let forgotten = 0;
  for (let pages = 0; pages < PAGES_A_CALL; pages += 1) {
    const page = await oldRows.page(request.domain, now, nextKey);
    for (const [target, rows] of merges(page.rows, request)) {
      if (await oldRows.merge(target, rows, now)) forgotten += rows.length;
    }
    nextKey = page.nextKey;
    if (!nextKey) break;
  }
  return { forgotten, nextKey: nextKey ?? null };
}

/** Rows of one counter, as many as one transaction takes. */
function* merges(rows: readonly OldRow[], { domain, epochs }: ForgetRequest): Generator<[MergeTarget, OldRow[]]> {
  for (const [counter, old] of Map.groupBy(rows, ({ id }) => counterKey(domain, id))) {
    const target = { domain, counter, epoch: epochs[counter] ?? FIRST_EPOCH };
    for (let at = 0; at < old.length; at += ROWS_A_MERGE) yield [target, old.slice(at, at + ROWS_A_MERGE)];
  }
}
