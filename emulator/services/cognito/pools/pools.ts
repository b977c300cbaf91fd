import type { CreateUserPoolRequest, SchemaAttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { invalidParameter, poolNotFound } from '../errors.ts';
import * as validate from '../validate.ts';
import { customAttribute, poolAttributes } from './attributes.ts';
import { initialMfa, LASTING_SETTINGS, poolSettings, splitRequest } from './settings.ts';
import type { MfaSettings, PoolSettings, UserPool } from './user-pool.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
}

/** What an update may say: what it leaves out goes back to its default, except these four. */
interface PoolUpdate {
  readonly settings: PoolSettings;
  readonly name?: string | undefined;
  readonly configuration?: MfaSettings['configuration'] | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/** Tables of a pool's parts, which go with it. */
const PARTS = ['client', 'user', 'alias', 'group', 'member', 'code', 'refresh', 'key', 'resource_server', 'domain'];
const ID_SUFFIX_LENGTH = 9;

/** The user pools. */
export class Pools {
  readonly #deps: Deps;
  readonly #known = new Map<string, UserPool>();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('cognito_pool', [
      'CREATE TABLE cognito_pool (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT',
      `CREATE TABLE cognito_domain (domain TEXT PRIMARY KEY, pool_id TEXT NOT NULL, record TEXT NOT NULL) STRICT;
       CREATE INDEX cognito_domain_pool ON cognito_domain (pool_id)`,
      `CREATE TABLE cognito_resource_server (pool_id TEXT NOT NULL, identifier TEXT NOT NULL, record TEXT NOT NULL,
         PRIMARY KEY (pool_id, identifier)) STRICT`,
    ]);
  }

  find(id: string): UserPool | undefined {
    const known = this.#known.get(id);
    if (known) return known;
    const row = this.#deps.store.get<{ record: string }>('SELECT record FROM cognito_pool WHERE id = ?', id);
    if (!row) return undefined;
    const pool: UserPool = JSON.parse(row.record);
    this.#known.set(id, pool);
    return pool;
  }

  /** @throws AwsError ResourceNotFoundException, InvalidParameterException */
  get(id: string | undefined): UserPool {
    const pool = this.find(validate.poolId(id));
    if (!pool) throw poolNotFound(id ?? '');
    return pool;
  }

  /** Those whose ids follow `after`, in order of id. */
  *walk(after = ''): Generator<UserPool> {
    const sql = 'SELECT record FROM cognito_pool WHERE id > ? ORDER BY id';
    for (const { record } of this.#deps.store.all<{ record: string }>(sql, after)) yield JSON.parse(record);
  }

  /** @throws AwsError InvalidParameterException */
  create(request: CreateUserPoolRequest): UserPool {
    const { clock, ids, account } = this.#deps;
    const { PoolName, MfaConfiguration, UserPoolTags, Schema, settings } = splitRequest(request);
    const now = clock.now();
    const pool: UserPool = {
      id: `${account.region}_${mixedCase(ids, ID_SUFFIX_LENGTH)}`,
      name: validate.poolName(PoolName),
      createdAt: now,
      modifiedAt: now,
      settings: poolSettings(settings),
      mfa: initialMfa(MfaConfiguration, settings),
      tags: UserPoolTags ?? {},
      attributes: poolAttributes(Schema),
      secret: ids.hex(64),
    };
    return this.#write(pool);
  }

  update(pool: UserPool, { settings, name, configuration, tags }: PoolUpdate): UserPool {
    const lasting = Object.fromEntries(LASTING_SETTINGS.map((key) => [key, pool.settings[key]]));
    return this.#write({
      ...pool,
      name: name === undefined ? pool.name : validate.poolName(name),
      settings: poolSettings({ ...settings, ...lasting }),
      mfa: { ...pool.mfa, configuration: configuration ?? pool.mfa.configuration },
      tags: tags ?? pool.tags,
      modifiedAt: this.#deps.clock.now(),
    });
  }

  setMfa(pool: UserPool, mfa: MfaSettings, settings: Partial<PoolSettings> = {}): UserPool {
    return this.#write({ ...pool, mfa, settings: { ...pool.settings, ...settings } });
  }

  setTags(pool: UserPool, tags: Readonly<Record<string, string>>): UserPool {
    return this.#write({ ...pool, tags });
  }

  /** @throws AwsError InvalidParameterException when one of the name is there already */
  addAttributes(pool: UserPool, schema: readonly SchemaAttributeType[]): UserPool {
    const added = schema.map(customAttribute);
    for (const { Name } of added) {
      if (!pool.attributes.some((attribute) => attribute.Name === Name)) continue;
      throw invalidParameter(`${Name}: Existing attribute already has name ${Name}.`);
    }
    return this.#write({ ...pool, attributes: [...pool.attributes, ...added], modifiedAt: this.#deps.clock.now() });
  }

  /** Takes a pool away with everything in it; succeeds when it is gone already. */
  delete(id: string): void {
    const { store } = this.#deps;
    store.transaction(() => {
      for (const part of PARTS) store.run(`DELETE FROM cognito_${part} WHERE pool_id = ?`, id);
      store.run('DELETE FROM cognito_pool WHERE id = ?', id);
    });
    this.#known.delete(id);
  }

  #write(pool: UserPool): UserPool {
    const sql = 'INSERT OR REPLACE INTO cognito_pool VALUES (?, ?)';
    this.#deps.store.run(sql, pool.id, JSON.stringify(pool));
    this.#known.set(pool.id, pool);
    return pool;
  }
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Ids of pools have letters of both cases. */
function mixedCase(ids: Ids, length: number): string {
  const digits = ids.hex(length * 4);
  return Array.from({ length }, (_, index) => {
    const value = Number.parseInt(digits.slice(index * 4, index * 4 + 4), 16);
    return LETTERS[value % LETTERS.length];
  }).join('');
}
