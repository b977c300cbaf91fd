import type { Store } from './store.ts';

/**
 * A table of JSON documents by key, all of them in memory as well: for what is configured seldom and read with every
 * call (functions, alarms, filters), not for data that grows with use. A document is replaced, never changed in place.
 */
export class Documents<T> {
  readonly #store: Store;
  readonly #table: string;
  readonly #documents = new Map<string, T>();

  /** @param table `<service>_<thing>`; made when it is not there */
  constructor(store: Store, table: string) {
    this.#store = store;
    this.#table = table;
    store.migrate(table, [`CREATE TABLE ${table} (key TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT`]);
    // Written by `set` alone, so that the text is a T.
    for (const { key, body } of store.all<{ key: string; body: string }>(`SELECT key, body FROM ${table}`)) {
      this.#documents.set(key, JSON.parse(body) as T);
    }
  }

  get(key: string): T | undefined {
    return this.#documents.get(key);
  }

  has(key: string): boolean {
    return this.#documents.has(key);
  }

  set(key: string, document: T): void {
    this.#store.run(`INSERT OR REPLACE INTO ${this.#table} VALUES (?, ?)`, key, JSON.stringify(document));
    this.#documents.set(key, document);
  }

  /** @returns whether there was such a document */
  delete(key: string): boolean {
    this.#store.run(`DELETE FROM ${this.#table} WHERE key = ?`, key);
    return this.#documents.delete(key);
  }

  /** In order of their keys. */
  all(): T[] {
    return [...this.#documents.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, document]) => document);
  }
}
