import type { Counts, KnownRow, LedgerRow } from './ledger.ts';

/** How to go from the row that is there to the outcome at hand. */
export type Transition =
  /** Nobody knew this: write it, and add the change to the counters. */
  | { readonly kind: 'write'; readonly change: Counts }
  /** This execution wrote it before, and was asked again because its answer was lost. */
  | { readonly kind: 'written before' }
  /** Another execution said so already. */
  | { readonly kind: 'known' };

/**
 * | there is | a success arrives | an error arrives |
 * |---|---|---|
 * | nothing, or pending | write | write |
 * | an error | write: it went well after all | write when the reason is another, else known |
 * | a success | known | known: a failing repetition does not undo a success |
 */
export function transition(known: KnownRow | undefined, row: LedgerRow): Transition {
  if (!known || known.status === 'pending') return { kind: 'write', change: difference(row.counted, known?.counted) };
  if (known.processedBy === row.processedBy && isSameOutcome(known, row)) return { kind: 'written before' };
  if (known.errorCode === undefined || isSameOutcome(known, row)) return { kind: 'known' };
  return { kind: 'write', change: difference(row.counted, known.counted) };
}

function isSameOutcome(known: LedgerRow, row: LedgerRow): boolean {
  return known.status === row.status && known.errorCode === row.errorCode;
}

/** What to add to the counters so that they count the new row instead of the old one; names that do not change are left out. */
export function difference(after: Counts, before: Counts = {}): Counts {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const changes = names.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)] as const);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}
