import { counterKeys } from '../../shared/ledger/shards.ts';
import type { CounterSnapshot, Counters } from '../counters.ts';

export interface SnapshotPorts {
  readonly counters: Counters;
  now(): Date;
}

/**
 * Begins an epoch of each counter of a domain, and tells what they said then. Each counter has its own moment, because no sum of two
 * of them is ever compared.
 *
 * An attempt whose answer is lost has done no harm: the next one begins yet another epoch.
 */
export function takeSnapshot(domain: string, { counters, now }: SnapshotPorts): Promise<CounterSnapshot[]> {
  return Promise.all(counterKeys(domain).map((counter) => counters.beginEpoch(counter, now().getTime())));
}
