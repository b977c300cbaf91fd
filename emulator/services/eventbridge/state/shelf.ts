import type { Store } from '../../../runtime/store.ts';

type Table = 'buses' | 'rules' | 'archives' | 'replays' | 'connections' | 'api_destinations';

interface HasArn {
  readonly arn: string;
}

/** Things with an ARN, kept in memory and written through to a table: read often, changed rarely. */
export class Shelf<T extends HasArn> {
  readonly #store: Store;
  readonly #table: string;
  readonly #items = new Map<string, T>();

  constructor(store: Store, table: Table) {
    this.#store = store;
    this.#table = `eventbridge_${table}`;
    for (const { arn, body } of store.all<{ arn: string; body: string }>(`SELECT arn, body FROM ${this.#table}`)) {
      // The table holds what put() wrote, so this is a T again.
      this.#items.set(arn, JSON.parse(body) as T);
    }
  }

  get(arn: string): T | undefined {
    return this.#items.get(arn);
  }

  values(): Iterable<T> {
    return this.#items.values();
  }

  get size(): number {
    return this.#items.size;
  }

  put(item: T): T {
    this.#store.run(`INSERT OR REPLACE INTO ${this.#table} (arn, body) VALUES (?, ?)`, item.arn, JSON.stringify(item));
    this.#items.set(item.arn, item);
    return item;
  }

  delete(arn: string): void {
    this.#store.run(`DELETE FROM ${this.#table} WHERE arn = ?`, arn);
    this.#items.delete(arn);
  }
}
