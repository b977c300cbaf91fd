import type { Counts, KnownRow, Ledger, LedgerRow } from '../../../functions/shared/ledger/ledger.ts';

/** Rows and one set of counters in memory. */
export class MemoryLedger<Row extends LedgerRow> implements Ledger<Row> {
  readonly rows = new Map<string, Row>();
  counters: Record<string, number> = {};
  /** Called before a write: another execution may get in. */
  interfere = () => {};

  async find(id: string): Promise<KnownRow | undefined> {
    return this.rows.get(id);
  }

  async replace(id: string, known: KnownRow | undefined, row: Row, change: Counts): Promise<boolean> {
    this.interfere();
    if (this.rows.get(id) !== known) return false;
    this.rows.set(id, row);
    for (const [name, by] of Object.entries(change)) this.counters[name] = (this.counters[name] ?? 0) + by;
    return true;
  }
}
