import type { KnownRow, Ledger, LedgerRow } from './ledger.ts';
import { type Transition, transition } from './transition.ts';

export interface Settled {
  /** What had to be done about it. */
  readonly kind: Transition['kind'];
  /** The row that was there before. */
  readonly known: KnownRow | undefined;
}

/** More writers than this at one row in one moment are left to the retry of the state machine, which waits between attempts. */
const MAX_ATTEMPTS = 5;

/** Others write to the same row or counter, faster than we do; another attempt helps. */
export class TooMuchContentionError extends Error {
  override readonly name = 'TooMuchContentionError';

  constructor(id: string) {
    super(`the row ${id} or its counter changed under ${MAX_ATTEMPTS} attempts to write it`);
  }
}

export interface SettleOptions {
  /**
   * Whether there is as good as never a row already: then it is written without asking first, and asked for when it turns out to be there.
   * Default: false.
   */
  readonly likelyNew?: boolean;
}

/**
 * Writes an outcome down and counts it, exactly once however often it is asked.
 *
 * @throws TooMuchContentionError
 */
export async function settle<Row extends LedgerRow>(
  id: string,
  row: Row,
  ledger: Ledger<Row>,
  { likelyNew = false }: SettleOptions = {},
): Promise<Settled> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const known = likelyNew && attempt === 0 ? undefined : await ledger.find(id);
    const next = transition(known, row);
    if (next.kind !== 'write') return { kind: next.kind, known };
    if (await ledger.replace(id, known, row, next.change)) return { kind: 'write', known };
  }
  throw new TooMuchContentionError(id);
}
