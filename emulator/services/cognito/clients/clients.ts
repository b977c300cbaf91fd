import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { clientNotFound, invalidParameter } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import * as validate from '../validate.ts';
import type { Client, ClientSettings } from './client.ts';
import { clientSettings } from './settings.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface NewClient {
  readonly name: string | undefined;
  readonly settings: ClientSettings;
  readonly generateSecret?: boolean | undefined;
  readonly secret?: string | undefined;
}

const ID_LENGTH = 26;
const SECRET_LENGTH = 51;

/** The app clients of all pools. */
export class Clients {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('cognito_client', [
      `CREATE TABLE cognito_client (id TEXT PRIMARY KEY, pool_id TEXT NOT NULL, record TEXT NOT NULL) STRICT;
       CREATE INDEX cognito_client_pool ON cognito_client (pool_id, id)`,
    ]);
  }

  find(id: string): Client | undefined {
    const row = this.#deps.store.get<{ record: string }>('SELECT record FROM cognito_client WHERE id = ?', id);
    return row && JSON.parse(row.record);
  }

  /**
   * @param poolId the pool that it must belong to; default: any
   * @throws AwsError ResourceNotFoundException, InvalidParameterException
   */
  get(id: string | undefined, poolId?: string): Client {
    const client = this.find(validate.clientId(id));
    if (!client || (poolId !== undefined && client.poolId !== poolId)) throw clientNotFound(id ?? '');
    return client;
  }

  /** Those of a pool whose ids follow `after`, in order of id. */
  *walk(poolId: string, after = ''): Generator<Client> {
    const sql = 'SELECT record FROM cognito_client WHERE pool_id = ? AND id > ? ORDER BY id';
    for (const { record } of this.#deps.store.all<{ record: string }>(sql, poolId, after)) yield JSON.parse(record);
  }

  /** @throws AwsError InvalidParameterException */
  create(pool: UserPool, { name, settings, generateSecret, secret }: NewClient): Client {
    const { clock, ids } = this.#deps;
    if (generateSecret && secret) throw invalidParameter('Give a ClientSecret or GenerateSecret, not both.');
    const now = clock.now();
    return this.#write({
      id: ids.letters(ID_LENGTH).toLowerCase(),
      poolId: pool.id,
      name: validate.poolName(name, 'clientName'),
      secret: generateSecret ? ids.letters(SECRET_LENGTH).toLowerCase() : secret,
      createdAt: now,
      modifiedAt: now,
      settings: clientSettings(pool, settings),
    });
  }

  /** What the settings leave out goes back to its default. */
  update(pool: UserPool, client: Client, settings: ClientSettings, name = client.name): Client {
    return this.#write({
      ...client,
      name,
      settings: clientSettings(pool, settings),
      modifiedAt: this.#deps.clock.now(),
    });
  }

  delete(id: string): void {
    this.#deps.store.transaction(() => {
      this.#deps.store.run('DELETE FROM cognito_client WHERE id = ?', id);
      this.#deps.store.run('DELETE FROM cognito_refresh WHERE client_id = ?', id);
    });
  }

  #write(client: Client): Client {
    const sql = 'INSERT OR REPLACE INTO cognito_client VALUES (?, ?, ?)';
    this.#deps.store.run(sql, client.id, client.poolId, JSON.stringify(client));
    return client;
  }
}
