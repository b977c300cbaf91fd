import type { Counts } from '../../shared/ledger/ledger.ts';
import { difference } from '../../shared/ledger/transition.ts';
import type { CounterSnapshot, Counters } from '../counters.ts';
import type { Sums } from '../recount/recount-part.ts';

export interface RepairRequest {
  /** The counters as they were when their epochs began. */
  readonly snapshot: readonly CounterSnapshot[];
  /** What the rows had counted by then, from each part of the table. */
  readonly parts: readonly Sums[];
}

export interface Repaired {
  /** What all counters of the domain together were wrong by, as far as they were: what was added to them. */
  readonly drift: Counts;
  /** The same without regard to signs, counter by counter: what moved from one to another by mistake is in it twice. */
  readonly deviation: number;
  /** How many counters were wrong. */
  readonly wrong: number;
  /** How many of them are left to another recount, which has begun meanwhile. */
  readonly superseded: number;
}

/** Adds to each counter what it was short of; a counter that said too much is given less than nothing. */
export async function repairCounters({ snapshot, parts }: RepairRequest, counters: Counters): Promise<Repaired> {
  const wrong = snapshot
    .map(({ counter, epoch, counts }) => ({ counter, epoch, change: difference(sumOf(counter, parts), counts) }))
    .filter(({ change }) => Object.keys(change).length > 0);
  const outcomes = await Promise.all(
    wrong.map(({ counter, epoch, change }) => counters.repair(counter, epoch, change)),
  );
  const repaired = wrong.filter((_, index) => outcomes[index] !== 'superseded');
  return {
    drift: total(repaired.map(({ change }) => change)),
    deviation: repaired.flatMap(({ change }) => Object.values(change)).reduce((sum, by) => sum + Math.abs(by), 0),
    wrong: wrong.length,
    superseded: wrong.length - repaired.length,
  };
}

function sumOf(counter: string, parts: readonly Sums[]): Counts {
  return total(parts.map((part) => part[counter] ?? {}));
}

function total(all: readonly Counts[]): Counts {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
