import type { Account } from '../../runtime/account.ts';
import type { Store } from '../../runtime/store.ts';
import type { Distribution, HeadersPolicy } from './model.ts';

const MIGRATIONS = [
  `CREATE TABLE cloudfront_distributions (
     id TEXT PRIMARY KEY,
     position INTEGER NOT NULL,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE cloudfront_headers_policies (
     id TEXT PRIMARY KEY,
     value TEXT NOT NULL
   ) STRICT;
   CREATE TABLE cloudfront_invalidations (
     id TEXT PRIMARY KEY,
     distribution_id TEXT NOT NULL,
     caller_reference TEXT NOT NULL,
     paths TEXT NOT NULL,
     created_at TEXT NOT NULL
   ) STRICT;`,
];

/** The distributions there are and the policies they name, in the order in which they were made. */
export class Distributions {
  readonly #store: Store;
  readonly #account: Account;

  constructor({ store, account }: { readonly store: Store; readonly account: Account }) {
    store.migrate('cloudfront', MIGRATIONS);
    this.#store = store;
    this.#account = account;
  }

  /** Distributions belong to no region. */
  arnOf(id: string): string {
    return `arn:${this.#account.partition}:cloudfront::${this.#account.id}:distribution/${id}`;
  }

  all(): Distribution[] {
    const rows = this.#store.all<{ value: string }>('SELECT value FROM cloudfront_distributions ORDER BY position');
    return rows.map(({ value }) => JSON.parse(value));
  }

  find(id: string): Distribution | undefined {
    const row = this.#store.get<{ value: string }>('SELECT value FROM cloudfront_distributions WHERE id = ?', id);
    return row && JSON.parse(row.value);
  }

  put(distribution: Distribution): void {
    this.#store.run(
      `INSERT INTO cloudfront_distributions (id, position, value)
       VALUES (?, (SELECT COALESCE(MAX(position), 0) + 1 FROM cloudfront_distributions), ?)
       ON CONFLICT (id) DO UPDATE SET value = excluded.value`,
      distribution.id,
      JSON.stringify(distribution),
    );
  }

  delete(id: string): void {
    this.#store.run('DELETE FROM cloudfront_distributions WHERE id = ?', id);
    this.#store.run('DELETE FROM cloudfront_invalidations WHERE distribution_id = ?', id);
  }

  headersPolicy(id: string): HeadersPolicy | undefined {
    const row = this.#store.get<{ value: string }>('SELECT value FROM cloudfront_headers_policies WHERE id = ?', id);
    return row && JSON.parse(row.value);
  }

  putHeadersPolicy(id: string, policy: HeadersPolicy): void {
    this.#store.run(
      'INSERT INTO cloudfront_headers_policies (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value',
      id,
      JSON.stringify(policy),
    );
  }

  deleteHeadersPolicy(id: string): void {
    this.#store.run('DELETE FROM cloudfront_headers_policies WHERE id = ?', id);
  }
}
