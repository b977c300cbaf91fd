import { type Account, arn } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import {
  constraintBroken,
  groupExists,
  groupNotFound,
  invalidParameter,
  missing,
  streamExists,
  streamNotFound,
} from './errors.ts';
import { RETENTION_DAYS } from './limits.ts';

export interface LogGroup {
  readonly id: number;
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Undefined: events are kept for ever. */
  readonly retentionDays: number | undefined;
  readonly logClass: string;
  readonly kmsKeyId: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** A stream as the table has it; times in epoch milliseconds, null while it is empty. */
export interface LogStream {
  readonly id: number;
  readonly group_id: number;
  readonly name: string;
  readonly created_at: number;
  readonly first_event_at: number | null;
  readonly last_event_at: number | null;
  readonly last_ingestion_at: number | null;
  readonly bytes: number;
}

interface GroupRow {
  readonly id: number;
  readonly name: string;
  readonly created_at: number;
  readonly details: string;
}

export type GroupDetails = Partial<Pick<LogGroup, 'retentionDays' | 'logClass' | 'kmsKeyId' | 'tags'>>;

const GROUP_NAME = /^[.\-_/#A-Za-z0-9]{1,512}$/;
const STREAM_NAME = /^[^:*]{1,512}$/;

export const MIGRATIONS = [
  `CREATE TABLE logs_groups (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL,
     details TEXT NOT NULL) STRICT;
   CREATE TABLE logs_streams (id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL, name TEXT NOT NULL,
     created_at INTEGER NOT NULL, first_event_at INTEGER, last_event_at INTEGER, last_ingestion_at INTEGER,
     bytes INTEGER NOT NULL DEFAULT 0, UNIQUE (group_id, name)) STRICT;
   CREATE TABLE logs_events (id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER NOT NULL, stream_id INTEGER NOT NULL,
     timestamp INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL) STRICT;
   CREATE INDEX logs_events_by_group ON logs_events (group_id, timestamp, id);
   CREATE INDEX logs_events_by_stream ON logs_events (stream_id, timestamp, id)`,
];

/** Log groups, which are also kept in memory, and their streams. */
export class LogGroups {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #account: Account;
  readonly #groups = new Map<string, LogGroup>();

  constructor({ store, clock, account }: { store: Store; clock: Clock; account: Account }) {
    this.#store = store;
    this.#clock = clock;
    this.#account = account;
    store.migrate('logs', MIGRATIONS);
    for (const row of store.all<GroupRow>('SELECT * FROM logs_groups')) this.#groups.set(row.name, groupOf(row));
  }

  /** In order of their names. */
  all(): LogGroup[] {
    return [...this.#groups.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  find(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  /**
   * @param identifier name or ARN
   * @throws AwsError ResourceNotFoundException
   */
  get(identifier: string | undefined, member = 'logGroupName'): LogGroup {
    if (identifier === undefined) throw missing(member);
    const found = this.#groups.get(nameOf(identifier));
    if (found) return found;
    throw groupNotFound();
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  create(name: string | undefined, details: GroupDetails = {}): LogGroup {
    if (name === undefined) throw missing('logGroupName');
    if (!GROUP_NAME.test(name)) {
      throw constraintBroken(
        name,
        'logGroupName',
        `Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
      );
    }
    if (this.#groups.has(name)) throw groupExists();
    const now = this.#clock.now();
    this.#store.run(
      'INSERT INTO logs_groups (name, created_at, details) VALUES (?, ?, ?)',
      name,
      now,
      JSON.stringify(details),
    );
    return this.#reload(name);
  }

  /** @throws AwsError InvalidParameterException when the retention is none of those that AWS knows */
  change(name: string, changes: GroupDetails): LogGroup {
    const { retentionDays, logClass, kmsKeyId, tags } = { ...this.get(name), ...changes };
    if (retentionDays !== undefined && !RETENTION_DAYS.has(retentionDays)) {
      const allowed = [...RETENTION_DAYS].join(', ');
      throw constraintBroken(retentionDays, 'retentionInDays', `Member must satisfy enum value set: [${allowed}]`);
    }
    const details = JSON.stringify({ retentionDays, logClass, kmsKeyId, tags });
    this.#store.run('UPDATE logs_groups SET details = ? WHERE name = ?', details, name);
    return this.#reload(name);
  }

  delete(name: string | undefined): void {
    const { id, name: known } = this.get(name);
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM logs_events WHERE group_id = ?', id);
      this.#store.run('DELETE FROM logs_streams WHERE group_id = ?', id);
      this.#store.run('DELETE FROM logs_groups WHERE id = ?', id);
    });
    this.#groups.delete(known);
  }

  storedBytes({ id }: LogGroup): number {
    return (
      this.#store.get<{ sum: number | null }>('SELECT SUM(bytes) AS sum FROM logs_streams WHERE group_id = ?', id)
        ?.sum ?? 0
    );
  }

  arnOf(name: string): string {
    return arn(this.#account, 'logs', `log-group:${name}`);
  }

  /** @throws AwsError ResourceAlreadyExistsException */
  createStream(group: LogGroup, name: string | undefined): void {
    if (name === undefined) throw missing('logStreamName');
    if (!STREAM_NAME.test(name)) {
      throw constraintBroken(name, 'logStreamName', 'Member must satisfy regular expression pattern: [^:*]*');
    }
    if (this.findStream(group, name)) throw streamExists();
    const now = this.#clock.now();
    this.#store.run('INSERT INTO logs_streams (group_id, name, created_at) VALUES (?, ?, ?)', group.id, name, now);
  }

  findStream({ id }: LogGroup, name: string): LogStream | undefined {
    return this.#store.get<LogStream>('SELECT * FROM logs_streams WHERE group_id = ? AND name = ?', id, name);
  }

  /** @throws AwsError ResourceNotFoundException */
  stream(group: LogGroup, name: string | undefined): LogStream {
    if (name === undefined) throw missing('logStreamName');
    const found = this.findStream(group, name);
    if (found) return found;
    throw streamNotFound();
  }

  /** In order of their names. */
  streams({ id }: LogGroup): LogStream[] {
    return this.#store.all<LogStream>('SELECT * FROM logs_streams WHERE group_id = ? ORDER BY name', id);
  }

  deleteStream(group: LogGroup, name: string | undefined): void {
    const { id } = this.stream(group, name);
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM logs_events WHERE stream_id = ?', id);
      this.#store.run('DELETE FROM logs_streams WHERE id = ?', id);
    });
  }

  #reload(name: string): LogGroup {
    const row = this.#store.get<GroupRow>('SELECT * FROM logs_groups WHERE name = ?', name);
    if (!row) throw groupNotFound();
    const group = groupOf(row);
    this.#groups.set(name, group);
    return group;
  }
}

function groupOf({ id, name, created_at, details }: GroupRow): LogGroup {
  // Written by `create` and `change` alone.
  const known = JSON.parse(details) as GroupDetails;
  return {
    id,
    name,
    createdAt: created_at,
    retentionDays: known.retentionDays,
    logClass: known.logClass ?? 'STANDARD',
    kmsKeyId: known.kmsKeyId,
    tags: known.tags ?? {},
  };
}

/** The name in an identifier, which may be an ARN with or without `:*` at its end. */
function nameOf(identifier: string): string {
  if (!identifier.startsWith('arn:')) return identifier;
  const [, name] = /:log-group:([^:]+)(:\*)?$/.exec(identifier) ?? [];
  if (name === undefined) throw invalidParameter(`Invalid log group ARN: ${identifier}`);
  return name;
}
