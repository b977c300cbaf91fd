import type { Store } from '../../../runtime/store.ts';
import type { Index, Statistics, Table } from '../tables/table.ts';

/**
 * How much tables and indexes hold. A table is counted when somebody asks for the first time, and kept count of from
 * then on; an index is counted again when the table was written to. (AWS brings its figures up to date about every six
 * hours.)
 */
export class StatisticsOf {
  readonly #store: Store;
  readonly #indexes = new WeakMap<Index, { readonly items: number; readonly writes: number }>();

  constructor(store: Store) {
    this.#store = store;
  }

  table(table: Table): Statistics {
    table.statistics ??= this.#countTable(table);
    return table.statistics;
  }

  /** The bytes are an estimate: as many items of the table's average size. */
  index(table: Table, index: Index): Statistics {
    const { items, bytes } = this.table(table);
    const entries = this.#countIndex(table, index);
    return { items: entries, bytes: items === 0 ? 0 : Math.round((bytes / items) * entries) };
  }

  #countTable({ definition }: Table): Statistics {
    const counted = this.#store.get<Statistics>(
      'SELECT count(*) AS items, coalesce(sum(size), 0) AS bytes FROM dynamodb_item WHERE space = ?',
      definition.space,
    );
    return counted ?? { items: 0, bytes: 0 };
  }

  #countIndex({ writes }: Table, index: Index): number {
    const known = this.#indexes.get(index);
    if (known?.writes === writes) return known.items;
    const { space } = index.definition;
    const row = this.#store.get<{ items: number }>(
      'SELECT count(*) AS items FROM dynamodb_entry WHERE space = ?',
      space,
    );
    const items = row?.items ?? 0;
    this.#indexes.set(index, { items, writes });
    return items;
  }
}
