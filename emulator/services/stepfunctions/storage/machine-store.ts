import type {
  LoggingConfiguration,
  RoutingConfigurationListItem,
  StateMachineStatus,
  StateMachineType,
} from '@aws-sdk/client-sfn';
import type { Store } from '../../../runtime/store.ts';
import type { Revision } from '../engine/revision.ts';

/** A state machine. Times are epoch milliseconds. */
export interface Machine {
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly status: StateMachineStatus;
  /** Row of the current revision. */
  readonly revision: number;
  readonly createdAt: number;
}

export interface Version {
  readonly arn: string;
  readonly machineArn: string;
  readonly number: number;
  readonly revision: number;
  readonly description: string | undefined;
  readonly createdAt: number;
}

export interface Alias {
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly routing: readonly RoutingConfigurationListItem[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

interface MachineRow {
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly status: StateMachineStatus;
  readonly revision: number;
  readonly created_at: number;
}

interface RevisionRow {
  readonly id: number;
  readonly machine_arn: string;
  readonly revision_id: string | null;
  readonly definition: string;
  readonly role_arn: string;
  readonly logging: string | null;
  readonly tracing: number;
  readonly created_at: number;
}

interface VersionRow {
  readonly arn: string;
  readonly machine_arn: string;
  readonly number: number;
  readonly revision: number;
  readonly description: string | null;
  readonly created_at: number;
}

interface AliasRow {
  readonly arn: string;
  readonly machine_arn: string;
  readonly name: string;
  readonly description: string | null;
  readonly routing: string;
  readonly created_at: number;
  readonly updated_at: number;
}

/** State machines with their revisions, versions and aliases. */
export class MachineStore {
  readonly #store: Store;
  readonly #revisions = new Map<number, Revision>();
  /** What `find` has found: every start of an execution asks for its machine. */
  readonly #machines = new Map<string, Machine>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Runs `work` in one transaction. */
  transaction<T>(work: () => T): T {
    return this.#store.transaction(work);
  }

  find(arn: string): Machine | undefined {
    const known = this.#machines.get(arn);
    if (known) return known;
    const row = this.#store.get<MachineRow>('SELECT * FROM stepfunctions_machines WHERE arn = ?', arn);
    if (!row) return undefined;
    const machine = machineOf(row);
    this.#machines.set(arn, machine);
    return machine;
  }

  /** In the order of creation, starting after a place that an earlier page ended at. */
  list(after: number, limit: number): (Machine & { readonly place: number })[] {
    const sql = 'SELECT rowid AS place, * FROM stepfunctions_machines WHERE rowid > ? ORDER BY rowid LIMIT ?';
    return this.#store
      .all<MachineRow & { place: number }>(sql, after, limit)
      .map((row) => ({ ...machineOf(row), place: row.place }));
  }

  insert(machine: Machine): void {
    const sql =
      'INSERT INTO stepfunctions_machines (arn, name, type, status, revision, created_at) VALUES (?, ?, ?, ?, ?, ?)';
    this.#store.run(sql, machine.arn, machine.name, machine.type, machine.status, machine.revision, machine.createdAt);
  }

  setRevision(arn: string, revision: number): void {
    this.#machines.delete(arn);
    this.#store.run('UPDATE stepfunctions_machines SET revision = ? WHERE arn = ?', revision, arn);
  }

  setStatus(arn: string, status: StateMachineStatus): void {
    this.#machines.delete(arn);
    this.#store.run('UPDATE stepfunctions_machines SET status = ? WHERE arn = ?', status, arn);
  }

  /** Removes the state machine with its versions and aliases. Revisions stay: executions refer to them. */
  delete(arn: string): void {
    this.#machines.delete(arn);
    this.transaction(() => {
      this.#store.run('DELETE FROM stepfunctions_aliases WHERE machine_arn = ?', arn);
      this.#store.run('DELETE FROM stepfunctions_versions WHERE machine_arn = ?', arn);
      this.#store.run('DELETE FROM stepfunctions_machines WHERE arn = ?', arn);
    });
  }

  deleting(): string[] {
    return this.#store
      .all<{ arn: string }>("SELECT arn FROM stepfunctions_machines WHERE status = 'DELETING'")
      .map(({ arn }) => arn);
  }

  addRevision(revision: Omit<Revision, 'id'>): Revision {
    const sql = `INSERT INTO stepfunctions_revisions (machine_arn, revision_id, definition, role_arn, logging, tracing, created_at)
      VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`;
    const row = this.#store.get<{ id: number }>(
      sql,
      revision.machineArn,
      revision.revisionId ?? null,
      revision.definition,
      revision.roleArn,
      revision.logging ? JSON.stringify(revision.logging) : null,
      revision.tracing ? 1 : 0,
      revision.createdAt,
    );
    if (!row) throw new Error('The revision was not stored');
    const added = { ...revision, id: row.id };
    this.#revisions.set(added.id, added);
    return added;
  }

  revision(id: number): Revision {
    const known = this.#revisions.get(id);
    if (known) return known;
    const row = this.#store.get<RevisionRow>('SELECT * FROM stepfunctions_revisions WHERE id = ?', id);
    if (!row) throw new Error(`There is no revision ${id}`);
    const revision = revisionOf(row);
    this.#revisions.set(id, revision);
    return revision;
  }

  /** Publishes a revision under the next number. Numbers are not used again, even after a deletion. */
  addVersion(
    machineArn: string,
    options: { revision: number; description: string | undefined; createdAt: number },
  ): Version {
    const sql = 'UPDATE stepfunctions_machines SET versions = versions + 1 WHERE arn = ? RETURNING versions';
    const number = this.#store.get<{ versions: number }>(sql, machineArn)?.versions ?? 1;
    const version: Version = { ...options, arn: `${machineArn}:${number}`, machineArn, number };
    this.#store.run(
      'INSERT INTO stepfunctions_versions VALUES (?, ?, ?, ?, ?, ?)',
      version.arn,
      machineArn,
      number,
      version.revision,
      version.description ?? null,
      version.createdAt,
    );
    return version;
  }

  version(arn: string): Version | undefined {
    const row = this.#store.get<VersionRow>('SELECT * FROM stepfunctions_versions WHERE arn = ?', arn);
    return row && versionOf(row);
  }

  /** Newest first, below a number. */
  versions(machineArn: string, below: number, limit: number): Version[] {
    const sql =
      'SELECT * FROM stepfunctions_versions WHERE machine_arn = ? AND number < ? ORDER BY number DESC LIMIT ?';
    return this.#store.all<VersionRow>(sql, machineArn, below, limit).map(versionOf);
  }

  deleteVersion(arn: string): void {
    this.#store.run('DELETE FROM stepfunctions_versions WHERE arn = ?', arn);
  }

  putAlias(alias: Alias): void {
    this.#store.run(
      'INSERT OR REPLACE INTO stepfunctions_aliases VALUES (?, ?, ?, ?, ?, ?, ?)',
      alias.arn,
      alias.machineArn,
      alias.name,
      alias.description ?? null,
      JSON.stringify(alias.routing),
      alias.createdAt,
      alias.updatedAt,
    );
  }

  alias(arn: string): Alias | undefined {
    const row = this.#store.get<AliasRow>('SELECT * FROM stepfunctions_aliases WHERE arn = ?', arn);
    return row && aliasOf(row);
  }

  /** By name, after one. */
  aliases(machineArn: string, after = '', limit = Number.MAX_SAFE_INTEGER): Alias[] {
    const sql = 'SELECT * FROM stepfunctions_aliases WHERE machine_arn = ? AND name > ? ORDER BY name LIMIT ?';
    return this.#store.all<AliasRow>(sql, machineArn, after, limit).map(aliasOf);
  }

  deleteAlias(arn: string): void {
    this.#store.run('DELETE FROM stepfunctions_aliases WHERE arn = ?', arn);
  }
}

const machineOf = (row: MachineRow): Machine => ({
  arn: row.arn,
  name: row.name,
  type: row.type,
  status: row.status,
  revision: row.revision,
  createdAt: row.created_at,
});

const revisionOf = (row: RevisionRow): Revision => ({
  id: row.id,
  revisionId: row.revision_id ?? undefined,
  machineArn: row.machine_arn,
  definition: row.definition,
  roleArn: row.role_arn,
  logging: row.logging === null ? undefined : (JSON.parse(row.logging) as LoggingConfiguration),
  tracing: row.tracing === 1,
  createdAt: row.created_at,
});

const versionOf = (row: VersionRow): Version => ({
  arn: row.arn,
  machineArn: row.machine_arn,
  number: row.number,
  revision: row.revision,
  description: row.description ?? undefined,
  createdAt: row.created_at,
});

const aliasOf = (row: AliasRow): Alias => ({
  arn: row.arn,
  machineArn: row.machine_arn,
  name: row.name,
  description: row.description ?? undefined,
  routing: JSON.parse(row.routing) as RoutingConfigurationListItem[],
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
