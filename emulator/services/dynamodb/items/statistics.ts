import type { Store } from '../../../runtime/store.ts';
import type { Index, Table } from '../tables/table.ts';

export interface Statistics {
  readonly items: number;
  readonly bytes: number;
}

/**
 * How many items a table or index holds, counted when somebody asks and the table was written to since the last count
 * (AWS counts about every six hours).
 */
export class StatisticsOf {
  readonly #store: Store;
  readonly #known = new WeakMap<Table | Index, Statistics & { readonly writes: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  table(table: Table): Statistics {
    return this.#count(table, table, () =>
      this.#store.get<Statistics>(
        'SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM dynamodb_item WHERE space = ?',
        table.definition.space,
      ),
    );
  }

  /** The bytes are those of the whole items, whatever the projection. */
  index(table: Table, index: Index): Statistics {
    return this.#count(index, table, () =>
      this.#store.get<Statistics>(
        `SELECT count(*) AS items, coalesce(sum(i.size), 0) AS bytes
           FROM dynamodb_entry e JOIN dynamodb_item i ON i.id = e.item WHERE e.space = ?`,
        index.definition.space,
      ),
    );
  }

  #count(subject: Table | Index, { writes }: Table, count: () => Statistics | undefined): Statistics {
    const known = this.#known.get(subject);
    if (known?.writes === writes) return known;
    const counted = { ...(count() ?? { items: 0, bytes: 0 }), writes };
    this.#known.set(subject, counted);
    return counted;
  }
}
