import type { Store } from '../../runtime/store.ts';
import type {
  ResourceRecord,
  StackDetails,
  StackEvent,
  StackOrigin,
  StackRecord,
  StackStatus,
} from './stack-record.ts';

const MIGRATIONS = [
  `CREATE TABLE cloudformation_stack (id TEXT PRIMARY KEY, name TEXT NOT NULL, origin TEXT NOT NULL, status TEXT NOT NULL,
     status_reason TEXT, template TEXT NOT NULL, fingerprint TEXT, created_at INTEGER NOT NULL, updated_at INTEGER,
     deleted_at INTEGER, details TEXT NOT NULL) STRICT;
   CREATE UNIQUE INDEX cloudformation_stack_live ON cloudformation_stack (name) WHERE deleted_at IS NULL;
   CREATE TABLE cloudformation_resource (stack_id TEXT NOT NULL, logical_id TEXT NOT NULL, sequence INTEGER NOT NULL,
     record TEXT NOT NULL, PRIMARY KEY (stack_id, logical_id)) STRICT;
   CREATE TABLE cloudformation_leftover (stack_id TEXT NOT NULL, logical_id TEXT NOT NULL, generation INTEGER NOT NULL,
     record TEXT NOT NULL, PRIMARY KEY (stack_id, logical_id, generation)) STRICT;
   CREATE TABLE cloudformation_export (name TEXT PRIMARY KEY, stack_id TEXT NOT NULL, value TEXT NOT NULL) STRICT;
   CREATE INDEX cloudformation_export_stack ON cloudformation_export (stack_id);
   CREATE TABLE cloudformation_import (name TEXT NOT NULL, stack_id TEXT NOT NULL, PRIMARY KEY (name, stack_id)) STRICT;
   CREATE TABLE cloudformation_event (id INTEGER PRIMARY KEY, stack_id TEXT NOT NULL, record TEXT NOT NULL) STRICT;
   CREATE INDEX cloudformation_event_stack ON cloudformation_event (stack_id, id)`,
];

export interface Export {
  readonly name: string;
  readonly stackId: string;
  readonly value: string;
}

/** The stacks of the account, with their resources, exports and events. */
export class StackStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
    store.migrate('cloudformation', MIGRATIONS);
  }

  transaction<T>(work: () => T): T {
    return this.#store.transaction(work);
  }

  /** The stack of this name or ARN; a deleted one is found by ARN alone. */
  find(nameOrId: string): StackRecord | undefined {
    const row = nameOrId.startsWith('arn:')
      ? this.#store.get<StackRow>('SELECT * FROM cloudformation_stack WHERE id = ?', nameOrId)
      : this.#store.get<StackRow>('SELECT * FROM cloudformation_stack WHERE name = ? AND deleted_at IS NULL', nameOrId);
    return row && stackOf(row);
  }

  /** All stacks, newest first, deleted ones included. */
  list(): StackRecord[] {
    return this.#store
      .all<StackRow>('SELECT * FROM cloudformation_stack ORDER BY created_at DESC, rowid DESC')
      .map(stackOf);
  }

  live(): StackRecord[] {
    return this.list().filter(({ deletedAt }) => deletedAt === undefined);
  }

  put(stack: StackRecord): void {
    this.#store.run(
      `INSERT INTO cloudformation_stack VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
         status = excluded.status, status_reason = excluded.status_reason, template = excluded.template,
         fingerprint = excluded.fingerprint, created_at = excluded.created_at, updated_at = excluded.updated_at,
         deleted_at = excluded.deleted_at, details = excluded.details, origin = excluded.origin`,
      stack.id,
      stack.name,
      stack.origin,
      stack.status,
      stack.statusReason ?? null,
      stack.templateBody,
      stack.fingerprint ?? null,
      stack.createdAt,
      stack.updatedAt ?? null,
      stack.deletedAt ?? null,
      JSON.stringify(stack.details),
    );
  }

  /** Ends the traces of a stack that never came to be: one whose change set was dropped. */
  forget(stackId: string): void {
    for (const table of ['stack', 'resource', 'leftover', 'export', 'import', 'event'])
      this.#store.run(
        `DELETE FROM cloudformation_${table} WHERE ${table === 'stack' ? 'id' : 'stack_id'} = ?`,
        stackId,
      );
  }

  /** The resources of a stack in the order they were made. */
  resources(stackId: string): ResourceRecord[] {
    return this.#records('SELECT record FROM cloudformation_resource WHERE stack_id = ? ORDER BY sequence', stackId);
  }

  resource(stackId: string, logicalId: string): ResourceRecord | undefined {
    return this.#records<ResourceRecord>(
      'SELECT record FROM cloudformation_resource WHERE stack_id = ? AND logical_id = ?',
      stackId,
      logicalId,
    )[0];
  }

  putResource(resource: ResourceRecord): void {
    this.#store.run(
      'INSERT OR REPLACE INTO cloudformation_resource VALUES (?, ?, ?, ?)',
      resource.stackId,
      resource.logicalId,
      resource.sequence,
      JSON.stringify(resource),
    );
  }

  deleteResource(stackId: string, logicalId: string): void {
    this.#store.run('DELETE FROM cloudformation_resource WHERE stack_id = ? AND logical_id = ?', stackId, logicalId);
  }

  /** What was replaced and is yet to be deleted, newest first. */
  leftovers(stackId: string): ResourceRecord[] {
    return this.#records('SELECT record FROM cloudformation_leftover WHERE stack_id = ? ORDER BY rowid DESC', stackId);
  }

  putLeftover(resource: ResourceRecord): void {
    const { stackId, logicalId, generation } = resource;
    this.#store.run(
      'INSERT OR REPLACE INTO cloudformation_leftover VALUES (?, ?, ?, ?)',
      stackId,
      logicalId,
      generation,
      JSON.stringify(resource),
    );
  }

  deleteLeftover({ stackId, logicalId, generation }: ResourceRecord): void {
    this.#store.run(
      'DELETE FROM cloudformation_leftover WHERE stack_id = ? AND logical_id = ? AND generation = ?',
      stackId,
      logicalId,
      generation,
    );
  }

  exports(): Export[] {
    return this.#store.all<Export>('SELECT name, stack_id AS stackId, value FROM cloudformation_export ORDER BY name');
  }

  exported(name: string): Export | undefined {
    return this.#store.get<Export>(
      'SELECT name, stack_id AS stackId, value FROM cloudformation_export WHERE name = ?',
      name,
    );
  }

  /** Makes `exports` the whole of what a stack exports. */
  setExports(stackId: string, exports: ReadonlyMap<string, string>): void {
    this.#store.run('DELETE FROM cloudformation_export WHERE stack_id = ?', stackId);
    for (const [name, value] of exports)
      this.#store.run('INSERT INTO cloudformation_export VALUES (?, ?, ?)', name, stackId, value);
  }

  /** Names of the live stacks that import this export. */
  importers(exportName: string): string[] {
    return this.#store
      .all<{ name: string }>(
        `SELECT stack.name FROM cloudformation_import AS import JOIN cloudformation_stack AS stack ON stack.id = import.stack_id
         WHERE import.name = ? AND stack.deleted_at IS NULL ORDER BY stack.name`,
        exportName,
      )
      .map(({ name }) => name);
  }

  setImports(stackId: string, names: Iterable<string>): void {
    this.#store.run('DELETE FROM cloudformation_import WHERE stack_id = ?', stackId);
    for (const name of new Set(names))
      this.#store.run('INSERT INTO cloudformation_import VALUES (?, ?)', name, stackId);
  }

  addEvent(event: StackEvent): void {
    this.#store.run(
      'INSERT INTO cloudformation_event (stack_id, record) VALUES (?, ?)',
      event.stackId,
      JSON.stringify(event),
    );
  }

  /** Newest first. */
  events(stackId: string, options: { readonly limit: number; readonly offset: number }): StackEvent[] {
    return this.#records(
      'SELECT record FROM cloudformation_event WHERE stack_id = ? ORDER BY id DESC LIMIT ? OFFSET ?',
      stackId,
      options.limit,
      options.offset,
    );
  }

  #records<R>(sql: string, ...values: (string | number)[]): R[] {
    return this.#store.all<{ record: string }>(sql, ...values).map(({ record }) => JSON.parse(record));
  }
}

interface StackRow {
  readonly id: string;
  readonly name: string;
  readonly origin: StackOrigin;
  readonly status: StackStatus;
  readonly status_reason: string | null;
  readonly template: string;
  readonly fingerprint: string | null;
  readonly created_at: number;
  readonly updated_at: number | null;
  readonly deleted_at: number | null;
  readonly details: string;
}

function stackOf(row: StackRow): StackRecord {
  const details: StackDetails = JSON.parse(row.details);
  return {
    id: row.id,
    name: row.name,
    origin: row.origin,
    status: row.status,
    templateBody: row.template,
    createdAt: row.created_at,
    details,
    ...(row.status_reason === null ? {} : { statusReason: row.status_reason }),
    ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
    ...(row.updated_at === null ? {} : { updatedAt: row.updated_at }),
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at }),
  };
}
