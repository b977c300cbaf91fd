import type { Account } from '../../../runtime/account.ts';
import type { Store } from '../../../runtime/store.ts';
import { resourceNotFound, tableNotFound } from '../errors.ts';
import type { TableDefinition } from './definition.ts';
import { Table } from './table.ts';

/** Every table of the account, kept in the store and ready in memory. */
export class Tables {
  readonly #store: Store;
  readonly #account: Account;
  readonly #tables = new Map<string, Table>();
  readonly #listeners: ((name: string, table: Table | undefined) => void)[] = [];

  constructor(store: Store, account: Account) {
    this.#store = store;
    this.#account = account;
    for (const { definition } of store.all<{ definition: string }>('SELECT definition FROM dynamodb_table')) {
      const table = new Table(JSON.parse(definition), account);
      this.#tables.set(table.name, table);
    }
  }

  /** @param nameOrArn operations take either */
  find(nameOrArn: string): Table | undefined {
    return this.#tables.get(tableNameOf(nameOrArn));
  }

  /** @throws AwsError ResourceNotFoundException, as operations on items word it */
  require(nameOrArn: string): Table {
    const table = this.find(nameOrArn);
    if (!table) throw resourceNotFound();
    return table;
  }

  /** @throws AwsError ResourceNotFoundException, as operations on tables word it */
  requireForTableOperation(nameOrArn: string): Table {
    const table = this.find(nameOrArn);
    if (!table) throw tableNotFound(tableNameOf(nameOrArn));
    return table;
  }

  /** In the order of their names. */
  all(): readonly Table[] {
    return [...this.#tables.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** A number under which something is stored: a table's items, an index's entries, a stream's records. */
  newSpace(): number {
    const row = this.#store.get<{ id: number }>('INSERT INTO dynamodb_space DEFAULT VALUES RETURNING id');
    if (!row) throw new Error('The store gave no number for a space');
    return row.id;
  }

  /** Stores a new or changed table. */
  save(definition: TableDefinition): Table {
    this.#store.run(
      'INSERT OR REPLACE INTO dynamodb_table (name, definition) VALUES (?, ?)',
      definition.name,
      JSON.stringify(definition),
    );
    const table = new Table(definition, this.#account);
    this.#tables.set(definition.name, table);
    this.#tell(definition.name, table);
    return table;
  }

  forget(table: Table): void {
    this.#store.run('DELETE FROM dynamodb_table WHERE name = ?', table.name);
    this.#tables.delete(table.name);
    this.#tell(table.name, undefined);
  }

  /** Calls `listener` with every table that is made or changed, and with a name alone when a table goes; in the transaction that does it. */
  onChange(listener: (name: string, table: Table | undefined) => void): void {
    this.#listeners.push(listener);
  }

  #tell(name: string, table: Table | undefined): void {
    for (const listener of this.#listeners) listener(name, table);
  }
}

/** `orders` of `orders` or of `arn:aws:dynamodb:…:table/orders` (with or without `/index/…` or `/stream/…` behind). */
export function tableNameOf(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? '') : nameOrArn;
}
