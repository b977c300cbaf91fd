import type { GroupType } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { groupExists, groupNotFound } from '../errors.ts';
import * as validate from '../validate.ts';

export interface Group {
  readonly poolId: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
  /** The lowest goes first. */
  readonly precedence?: number | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

export type GroupSettings = Pick<Group, 'description' | 'roleArn' | 'precedence'>;

/** The groups of all pools, and who is in them. */
export class Groups {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('cognito_group', [
      `CREATE TABLE cognito_group (pool_id TEXT NOT NULL, name TEXT NOT NULL, record TEXT NOT NULL,
         PRIMARY KEY (pool_id, name)) STRICT;
       CREATE TABLE cognito_member (pool_id TEXT NOT NULL, name TEXT NOT NULL, username TEXT NOT NULL,
         PRIMARY KEY (pool_id, name, username)) STRICT;
       CREATE INDEX cognito_member_user ON cognito_member (pool_id, username, name)`,
    ]);
  }

  find(poolId: string, name: string): Group | undefined {
    const sql = 'SELECT record FROM cognito_group WHERE pool_id = ? AND name = ?';
    const row = this.#store.get<{ record: string }>(sql, poolId, name);
    return row && JSON.parse(row.record);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(poolId: string, name: string | undefined): Group {
    const group = this.find(poolId, validate.groupName(name));
    if (!group) throw groupNotFound();
    return group;
  }

  /** Those of a pool whose names follow `after`, in order of name. */
  *walk(poolId: string, after = ''): Generator<Group> {
    const sql = 'SELECT record FROM cognito_group WHERE pool_id = ? AND name > ? ORDER BY name';
    for (const { record } of this.#store.all<{ record: string }>(sql, poolId, after)) yield JSON.parse(record);
  }

  /** @throws AwsError GroupExistsException */
  create(poolId: string, name: string | undefined, settings: GroupSettings): Group {
    const checked = validate.groupName(name);
    if (this.find(poolId, checked)) throw groupExists();
    const now = this.#clock.now();
    return this.#write({ poolId, name: checked, ...settings, createdAt: now, modifiedAt: now });
  }

  update(group: Group, settings: GroupSettings): Group {
    const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
    return this.#write({ ...group, ...given, modifiedAt: this.#clock.now() });
  }

  delete(poolId: string, name: string): void {
    this.#store.transaction(() => {
      this.#store.run('DELETE FROM cognito_member WHERE pool_id = ? AND name = ?', poolId, name);
      this.#store.run('DELETE FROM cognito_group WHERE pool_id = ? AND name = ?', poolId, name);
    });
  }

  add({ poolId, name }: Group, username: string): void {
    this.#store.run('INSERT OR IGNORE INTO cognito_member VALUES (?, ?, ?)', poolId, name, username);
  }

  remove({ poolId, name }: Group, username: string): void {
    const sql = 'DELETE FROM cognito_member WHERE pool_id = ? AND name = ? AND username = ?';
    this.#store.run(sql, poolId, name, username);
  }

  /** A user's groups by precedence, those without one last, then by name. */
  ofUser(poolId: string, username: string): Group[] {
    const rows = this.#store.all<{ record: string }>(
      `SELECT record FROM cognito_member JOIN cognito_group USING (pool_id, name)
       WHERE pool_id = ? AND username = ? ORDER BY name`,
      poolId,
      username,
    );
    const groups = rows.map(({ record }): Group => JSON.parse(record));
    const rank = ({ precedence }: Group) => precedence ?? Number.POSITIVE_INFINITY;
    return groups.sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
  }

  /** Usernames that follow `after`, in order. */
  members({ poolId, name }: Group, after = ''): string[] {
    const sql = 'SELECT username FROM cognito_member WHERE pool_id = ? AND name = ? AND username > ? ORDER BY username';
    return this.#store.all<{ username: string }>(sql, poolId, name, after).map(({ username }) => username);
  }

  #write(group: Group): Group {
    const sql = 'INSERT OR REPLACE INTO cognito_group VALUES (?, ?, ?)';
    this.#store.run(sql, group.poolId, group.name, JSON.stringify(group));
    return group;
  }
}

export const describeGroup = (group: Group): GroupType => ({
  GroupName: group.name,
  UserPoolId: group.poolId,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: new Date(group.createdAt),
  LastModifiedDate: new Date(group.modifiedAt),
});
