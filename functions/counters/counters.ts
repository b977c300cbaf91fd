import type { Counts } from '../shared/ledger/ledger.ts';

/** A counter as it was when an epoch began. functions/shared/ledger/epoch.ts says what that is. */
export interface CounterSnapshot {
  /** Its key: `<domain>#<shard>`. */
  readonly counter: string;
  readonly epoch: number;
  readonly counts: Counts;
}

/** What became of a repair. */
export type Repair =
  /** The change was added. */
  | 'repaired'
  /** It was added before, by an attempt whose answer was lost. */
  | 'repaired before'
  /** Another recount has begun since, and will see to it. */
  | 'superseded';

/** The counters of all domains, for those who recount them. */
export interface Counters {
  /**
   * Begins an epoch of a counter, and tells what the counter said at that moment.
   *
   * @param epoch later than all that there were
   */
  beginEpoch(counter: string, epoch: number): Promise<CounterSnapshot>;
  /** Adds to a counter, once in its epoch, whatever else is added to it meanwhile. */
  repair(counter: string, epoch: number, change: Counts): Promise<Repair>;
}
