import type { Store } from '../../../runtime/store.ts';

/** A reader's lane: with several, each takes the items whose partition key falls to it. */
export interface LaneKey {
  /** Who reads, for example `lambda <uuid>`. */
  readonly reader: string;
  readonly lane: number;
}

/** How far readers of streams have come; kept, so that a restarted cloud goes on from there. */
export class Checkpoints {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.migrate('eventsources', [
      `CREATE TABLE eventsources_checkpoints (reader TEXT NOT NULL, lane INTEGER NOT NULL, sequence TEXT NOT NULL,
         PRIMARY KEY (reader, lane)) STRICT, WITHOUT ROWID`,
    ]);
  }

  /**
   * Prepares a reader's lanes. A new reader begins behind `start`; one that had another number of lanes begins where
   * the slowest of them was, since an item's lane may be another now.
   *
   * @param start a sequence number; empty for the oldest record that is kept
   */
  prepare(reader: string, lanes: number, start: () => string): void {
    this.#store.transaction(() => {
      const known = this.#store.all<{ sequence: string }>(
        'SELECT sequence FROM eventsources_checkpoints WHERE reader = ? ORDER BY sequence',
        reader,
      );
      if (known.length === lanes) return;
      const sequence = known[0]?.sequence ?? start();
      this.forget(reader);
      for (let lane = 0; lane < lanes; lane += 1) this.save({ reader, lane }, sequence);
    });
  }

  /** The sequence number of the last record that the lane is done with; empty before the first. */
  read({ reader, lane }: LaneKey): string {
    const sql = 'SELECT sequence FROM eventsources_checkpoints WHERE reader = ? AND lane = ?';
    return this.#store.get<{ sequence: string }>(sql, reader, lane)?.sequence ?? '';
  }

  save({ reader, lane }: LaneKey, sequence: string): void {
    this.#store.run('INSERT OR REPLACE INTO eventsources_checkpoints VALUES (?, ?, ?)', reader, lane, sequence);
  }

  forget(reader: string): void {
    this.#store.run('DELETE FROM eventsources_checkpoints WHERE reader = ?', reader);
  }
}
