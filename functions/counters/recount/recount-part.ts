import { countedBefore } from '../../shared/ledger/epoch.ts';
import type { Counts } from '../../shared/ledger/ledger.ts';
import { counterKey } from '../../shared/ledger/shards.ts';
import type { StartKey } from '../row-table.ts';
import type { Part, RowSource } from './row-source.ts';

export interface RecountRequest extends Part {
  /** The epoch of each counter of the domain. */
  readonly epochs: Readonly<Record<string, number>>;
  /** What was added up so far, by counter. */
  readonly sums: Sums;
  readonly startKey?: StartKey | undefined;
}

export type Sums = Readonly<Record<string, Counts>>;

export interface Recounted {
  readonly sums: Sums;
  /** Where to go on; null when the part is done. */
  readonly nextKey: StartKey | null;
  readonly rows: number;
}

/** A page has 1 MB. A call ends after so many of them, long before its time-out, and the next call goes on. */
const PAGES_A_CALL = 25;

/**
 * Adds up what the rows of a part had counted when the epochs of their counters began.
 *
 * @throws RecountSupersededError
 */
export async function recountPart(request: RecountRequest, source: RowSource): Promise<Recounted> {
  const sums = new Map(Object.entries(request.sums).map(([counter, counts]) => [counter, { ...counts }]));
  let nextKey = request.startKey;
  let rows = 0;
  for (let pages = 0; pages < PAGES_A_CALL; pages += 1) {
    const page = await source.page(request, nextKey);
    for (const row of page.rows) {
      const counter = counterKey(request.domain, row.id);
      const counts = countedBefore(row, request.epochs[counter] ?? 0, counter);
      sums.set(counter, added(sums.get(counter), counts));
    }
    rows += page.rows.length;
    nextKey = page.nextKey;
    if (!nextKey) break;
  }
  return { sums: Object.fromEntries(sums), nextKey: nextKey ?? null, rows };
}

/** Adds to the sum in place, for there are many rows; names that count nothing are kept out. */
function added(sum: Record<string, number> = {}, counts: Counts): Record<string, number> {
  for (const [name, count] of Object.entries(counts)) if (count !== 0) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
