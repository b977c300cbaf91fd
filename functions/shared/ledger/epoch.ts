import type { Counts, KnownRow } from './ledger.ts';

/**
 * How counters are recounted exactly while others go on counting.
 *
 * A counter has an **epoch**, which begins with each recount. Whoever counts makes it a condition of the transaction that the epoch is
 * the one it believes in, and notes in the row which it was, and what the row had counted when that epoch began. So it can be told of
 * every row, however late it is read, what it had counted at the beginning of the epoch:
 *
 *     counter  ──+1──+1──┬─ epoch ─┬──+1──−1──+1──▶   it begins with one write, which answers with the counter
 *                        │  begins │                  as it was at that very moment
 *     row a    counted ──┼─────────┼──────────────▶   not counted since: what it has counted
 *     row b    counted ──┼─────────┼─ once more ──▶   counted since: what it says it had counted before
 *     row c              │         │  counted ────▶   new: nothing
 *
 * The sum over all rows is what the counter should have said at that moment, and nobody had to wait for it. What it was wrong by is
 * then added to the counter as it has become, so that nothing that was counted meanwhile is lost.
 *
 * Epochs are times in milliseconds since 1970, so that those of a table that was made anew do not begin again from 0.
 */

/** That of a counter which was never recounted. */
export const FIRST_EPOCH = 0;

/** Another recount of the counter has begun: nobody can tell any more what this one wants to know. */
export class RecountSupersededError extends Error {
  override readonly name = 'RecountSupersededError';

  constructor(counter: string) {
    super(`another recount of ${counter} has begun since`);
  }
}

/** What of a row matters here. */
type Counted = Pick<KnownRow, 'counted' | 'countEpoch' | 'countedBefore'>;

/** What a row says of the time before `epoch` when it takes the place of `known` and is counted in that epoch. */
export function historyOf(known: Counted | undefined, epoch: number): Counts {
  if (!known) return {};
  return known.countEpoch === epoch ? (known.countedBefore ?? {}) : known.counted;
}

/**
 * What a row had counted when `epoch`, the present one of its counter, began.
 *
 * @throws RecountSupersededError
 */
export function countedBefore(row: Counted, epoch: number, counter: string): Counts {
  if ((row.countEpoch ?? FIRST_EPOCH) > epoch) throw new RecountSupersededError(counter);
  return historyOf(row, epoch);
}
