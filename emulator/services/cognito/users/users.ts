import type { Clock } from '../../../runtime/clock.ts';
import type { Store } from '../../../runtime/store.ts';
import { aliasExists, userNotFound } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { type Alias, aliasesOf, nameKey } from './aliases.ts';
import type { User } from './user.ts';

interface Row {
  readonly record: string;
}

/** The users of all pools. */
export class Users {
  readonly #store: Store;
  readonly #clock: Clock;

  constructor({ store, clock }: { readonly store: Store; readonly clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('cognito_user', [
      `CREATE TABLE cognito_user (pool_id TEXT NOT NULL, username TEXT NOT NULL, record TEXT NOT NULL,
         PRIMARY KEY (pool_id, username)) STRICT;
       CREATE TABLE cognito_alias (pool_id TEXT NOT NULL, value TEXT NOT NULL, kind TEXT NOT NULL, username TEXT NOT NULL,
         PRIMARY KEY (pool_id, value)) STRICT;
       CREATE INDEX cognito_alias_user ON cognito_alias (pool_id, username)`,
    ]);
  }

  /** By the username itself, as it was spelled when it was made. */
  find(poolId: string, username: string): User | undefined {
    const sql = 'SELECT record FROM cognito_user WHERE pool_id = ? AND username = ?';
    const row = this.#store.get<Row>(sql, poolId, username);
    return row && JSON.parse(row.record);
  }

  /** By whatever names a user: username, alias, or sub. */
  resolve(pool: UserPool, name: string): User | undefined {
    const row = this.#store.get<Row>(
      `SELECT record FROM cognito_alias JOIN cognito_user USING (pool_id, username) WHERE pool_id = ? AND value = ?`,
      pool.id,
      nameKey(pool, name),
    );
    return row && JSON.parse(row.record);
  }

  /** @throws AwsError UserNotFoundException */
  get(pool: UserPool, name: string): User {
    const user = this.resolve(pool, name);
    if (!user) throw userNotFound();
    return user;
  }

  /** Whom an alias belongs to, if to somebody else than this user. */
  holder(pool: UserPool, value: string, username?: string): Alias | undefined {
    const sql = 'SELECT value, kind, username FROM cognito_alias WHERE pool_id = ? AND value = ?';
    const row = this.#store.get<Alias>(sql, pool.id, nameKey(pool, value));
    return row && row.username !== username ? row : undefined;
  }

  count(poolId: string): number {
    const sql = 'SELECT count(*) AS users FROM cognito_user WHERE pool_id = ?';
    return this.#store.get<{ users: number }>(sql, poolId)?.users ?? 0;
  }

  /** Those of a pool whose usernames follow `after`, in order of username. */
  *walk(poolId: string, after = ''): Generator<User> {
    const sql = 'SELECT record FROM cognito_user WHERE pool_id = ? AND username > ? ORDER BY username';
    for (const { record } of this.#store.each<Row>(sql, poolId, after)) yield JSON.parse(record);
  }

  /**
   * Stores a user, new or changed, with the names that it can be found by.
   *
   * @param force takes names from those who have them
   * @throws AwsError AliasExistsException
   */
  save(pool: UserPool, user: User, { force = false }: { force?: boolean } = {}): User {
    return this.#store.transaction(() => {
      const next = { ...user, modifiedAt: this.#clock.now() };
      this.#store.run('DELETE FROM cognito_alias WHERE pool_id = ? AND username = ?', pool.id, user.username);
      for (const alias of aliasesOf(pool, next)) this.#claim(pool, alias, force);
      this.#write(next);
      return next;
    });
  }

  /** Stores what is no attribute and so no change of the user: failures, second factors. */
  touch(user: User): User {
    this.#write(user);
    return user;
  }

  delete({ poolId, username }: User): void {
    this.#store.transaction(() => {
      for (const part of ['user', 'alias', 'member', 'code', 'refresh']) {
        this.#store.run(`DELETE FROM cognito_${part} WHERE pool_id = ? AND username = ?`, poolId, username);
      }
    });
  }

  #claim(pool: UserPool, { value, kind, username }: Alias, force: boolean): void {
    const holder = this.holder(pool, value, username);
    if (holder && (!force || holder.kind === 'username' || holder.kind === 'sub')) throw aliasExists(kind);
    if (holder) this.#dispossess(pool, holder);
    const sql = 'INSERT OR REPLACE INTO cognito_alias VALUES (?, ?, ?, ?)';
    this.#store.run(sql, pool.id, value, kind, username);
  }

  /** Who loses an address loses its verification; the address stays among the attributes. */
  #dispossess(pool: UserPool, { kind, username, value }: Alias): void {
    const loser = this.find(pool.id, username);
    if (loser) this.#write({ ...loser, attributes: { ...loser.attributes, [`${kind}_verified`]: 'false' } });
    this.#store.run('DELETE FROM cognito_alias WHERE pool_id = ? AND value = ?', pool.id, value);
  }

  #write(user: User): void {
    const sql = 'INSERT OR REPLACE INTO cognito_user VALUES (?, ?, ?)';
    this.#store.run(sql, user.poolId, user.username, JSON.stringify(user));
  }
}
