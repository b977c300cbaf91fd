import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { GroupCommit } from './group-commit.ts';
import { makeFolder } from './make-folder.ts';

export type Row = Record<string, null | number | bigint | string | Uint8Array>;

/**
 * The state of all services: one SQLite database, a set of tables for each service, named `<service>_<thing>`.
 * What a call has written before it answers survives a killed process (WAL, synchronous=NORMAL).
 */
export interface Store {
  /**
   * Brings the tables of a service up to date. Each step runs once per database, in order; never edit a step that
   * was released, append one.
   */
  migrate(service: string, steps: readonly string[]): void;
  /** Runs a statement that returns nothing; answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
  /** Runs an INSERT of one row; answers the id that SQLite gave it, at a quarter less than `RETURNING id` costs. */
  insert(sql: string, ...values: SQLInputValue[]): number;
  /** The first row, or undefined. */
  get<R = Row>(sql: string, ...values: SQLInputValue[]): R | undefined;
  all<R = Row>(sql: string, ...values: SQLInputValue[]): R[];
  /** Rows one at a time, for results that may be large. */
  each<R = Row>(sql: string, ...values: SQLInputValue[]): Iterable<R>;
  /** Runs `work` in one transaction, which is rolled back if it throws. Nested calls join the outer one. */
  transaction<T>(work: () => T): T;
  /**
   * Calls `task` once what the running transaction writes is stored, and never if it is rolled back; at once when there is no transaction.
   * It must not throw: who wrote would think that nothing was stored.
   */
  whenStored(task: () => void): void;
  /** For calls that may share a transaction, whichever service they are for. */
  readonly commits: GroupCommit;
  close(): void;
}

/** The database is there and can't be used. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/**
 * Opens the store.
 *
 * @param directory where `state.db` lives; undefined keeps everything in memory
 * @throws StoreError when the file is damaged, or may not be written, or there is no room for it
 */
export function openStore(directory?: string): Store {
  if (directory) makeFolder(directory);
  const file = directory ? join(directory, 'state.db') : ':memory:';
  try {
    return new SqliteStore(openDatabase(file), file);
  } catch (cause) {
    throw cannotBeUsed(file, cause);
  }
}

/** What went wrong with a file or folder of the state, as a StoreError that names it. */
export function cannotBeUsed(file: string, cause: unknown): unknown {
  if (!isNativeError(cause)) return cause;
  return new StoreError(`${file} cannot be used: ${cause.message}.`, { cause });
}

function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
  database.exec('CREATE TABLE IF NOT EXISTS store_migrations (service TEXT PRIMARY KEY, step INTEGER NOT NULL) STRICT');
  return database;
}

class SqliteStore implements Store {
  readonly commits = new GroupCommit((work) => this.transaction(work));
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #statements = new Map<string, StatementSync>();
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  #depth = 0;
  #whenStored: (() => void)[] = [];

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  migrate(service: string, steps: readonly string[]): void {
    try {
      this.transaction(() => this.#migrate(service, steps));
    } catch (cause) {
      // A full disk, for the most part.
      throw cannotBeUsed(this.#file, cause);
    }
  }

  #migrate(service: string, steps: readonly string[]): void {
    const done = this.get<{ step: number }>('SELECT step FROM store_migrations WHERE service = ?', service)?.step ?? 0;
    for (const step of steps.slice(done)) this.#database.exec(step);
    this.run('INSERT OR REPLACE INTO store_migrations VALUES (?, ?)', service, steps.length);
  }

  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  insert(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  // The caller names the shape of its own columns: SQLite's rows carry no type that could be checked here.
  get<R = Row>(sql: string, ...values: SQLInputValue[]): R | undefined {
    return this.#statement(sql).get(...values) as R | undefined;
  }

  all<R = Row>(sql: string, ...values: SQLInputValue[]): R[] {
    return this.#statement(sql).all(...values) as R[];
  }

  // A statement of its own, so that two walks over the same query do not disturb each other.
  each<R = Row>(sql: string, ...values: SQLInputValue[]): Iterable<R> {
    return this.#database.prepare(sql).iterate(...values) as Iterable<R>;
  }

  transaction<T>(work: () => T): T {
    if (this.#depth > 0) return this.#nested(work);
    this.#begin.run();
    try {
      const result = this.#nested(work);
      this.#commit.run();
      this.#stored();
      return result;
    } catch (error) {
      this.#whenStored = [];
      // When the disk is full, SQLite has rolled back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  whenStored(task: () => void): void {
    if (this.#depth > 0) this.#whenStored.push(task);
    else task();
  }

  #stored(): void {
    if (this.#whenStored.length === 0) return;
    const tasks = this.#whenStored;
    this.#whenStored = [];
    for (const task of tasks) task();
  }

  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  #nested<T>(work: () => T): T {
    this.#depth += 1;
    try {
      return work();
    } finally {
      this.#depth -= 1;
    }
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}
