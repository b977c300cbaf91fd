import type { ImageOutcome, ImageRow, KnownImage } from './image-row.ts';

/** What a row adds to the counters of its domain. */
export interface CounterChange {
  readonly total: number;
  readonly successful: number;
  readonly failed: number;
  /** Bytes of the originals that were processed. */
  readonly bytes: number;
}

/** How to go from the row that is there to the outcome at hand. */
export type Transition =
  /** Nobody knew this: write it, count it. */
  | { readonly kind: 'write'; readonly counters: CounterChange }
  /** This execution wrote it before, and was asked again because its answer was lost. */
  | { readonly kind: 'written before' }
  /** Another execution said so already. */
  | { readonly kind: 'known' };

/**
 * | there is | completed arrives | error arrives |
 * |---|---|---|
 * | nothing | write | write |
 * | error | write: the image was saved after all | write when the reason is another, else known |
 * | completed | known | known: a failing repetition does not undo a success |
 */
export function transition(known: KnownImage | undefined, row: ImageRow): Transition {
  if (!known) return { kind: 'write', counters: counted(row) };
  if (known.processedBy === row.processedBy && sameOutcome(known, row)) return { kind: 'written before' };
  if (known.status === 'completed' || sameOutcome(known, row)) return { kind: 'known' };
  return { kind: 'write', counters: row.status === 'completed' ? recovered(row) : NOTHING };
}

const NOTHING: CounterChange = { total: 0, successful: 0, failed: 0, bytes: 0 };

function counted(row: ImageRow): CounterChange {
  return row.status === 'completed'
    ? { total: 1, successful: 1, failed: 0, bytes: row.sizeBytes ?? 0 }
    : { total: 1, successful: 0, failed: 1, bytes: 0 };
}

function recovered(row: ImageRow): CounterChange {
  return { total: 0, successful: 1, failed: -1, bytes: row.sizeBytes ?? 0 };
}

function sameOutcome(known: KnownImage, outcome: ImageOutcome): boolean {
  return known.status === outcome.status && (outcome.status === 'completed' || known.errorCode === outcome.errorCode);
}
