import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import type { JSONWebKeySet } from 'jose';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';

const KEY_BITS = 2_048;
const KID_BYTES = 32;

/** A pool signs access tokens with one key and ID tokens with another. */
export type KeyUse = 'access' | 'id';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

interface Row {
  readonly use: KeyUse;
  readonly kid: string;
  readonly private_key: string;
}

/** The keys of each pool, made when the first token or the key set is asked for, and kept with the state. */
export class Keys {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #pairs = new Map<string, Promise<Readonly<Record<KeyUse, SigningKey>>>>();
  readonly #published = new Map<string, Promise<JSONWebKeySet>>();

  constructor({ store, ids }: { readonly store: Store; readonly ids: Ids }) {
    this.#store = store;
    this.#ids = ids;
    store.migrate('cognito_key', [
      `CREATE TABLE cognito_key (pool_id TEXT NOT NULL, use TEXT NOT NULL, kid TEXT NOT NULL, private_key TEXT NOT NULL,
         PRIMARY KEY (pool_id, use)) STRICT`,
    ]);
  }

  of(poolId: string): Promise<Readonly<Record<KeyUse, SigningKey>>> {
    const known = this.#pairs.get(poolId);
    if (known) return known;
    const keys = this.#load(poolId) ?? this.#make(poolId);
    this.#pairs.set(poolId, keys);
    keys.catch(() => this.#pairs.delete(poolId));
    return keys;
  }

  /** RFC 7517, as Cognito publishes it; the same object each time. */
  published(poolId: string): Promise<JSONWebKeySet> {
    const known = this.#published.get(poolId) ?? this.of(poolId).then(keySet);
    this.#published.set(poolId, known);
    known.catch(() => this.#published.delete(poolId));
    return known;
  }

  forget(poolId: string): void {
    this.#pairs.delete(poolId);
    this.#published.delete(poolId);
  }

  #load(poolId: string): Promise<Readonly<Record<KeyUse, SigningKey>>> | undefined {
    const rows = this.#store.all<Row>('SELECT use, kid, private_key FROM cognito_key WHERE pool_id = ?', poolId);
    const access = rows.find(({ use }) => use === 'access');
    const id = rows.find(({ use }) => use === 'id');
    return access && id && Promise.resolve({ access: keyOf(access), id: keyOf(id) });
  }

  async #make(poolId: string): Promise<Readonly<Record<KeyUse, SigningKey>>> {
    const [access, id] = await Promise.all((['access', 'id'] as const).map((use) => this.#row(use)));
    if (!access || !id) throw new Error('Two keys were asked for');
    this.#store.transaction(() => {
      for (const { use, kid, private_key } of [access, id]) {
        this.#store.run('INSERT INTO cognito_key VALUES (?, ?, ?, ?)', poolId, use, kid, private_key);
      }
    });
    return { access: keyOf(access), id: keyOf(id) };
  }

  async #row(use: KeyUse): Promise<Row> {
    const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS });
    const kid = Buffer.from(this.#ids.hex(KID_BYTES * 2), 'hex').toString('base64');
    return { use, kid, private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
  }
}

const keySet = ({ access, id }: Readonly<Record<KeyUse, SigningKey>>): JSONWebKeySet => ({
  keys: [id, access].map(({ kid, publicKey }) => ({
    kty: 'RSA',
    ...publicKey.export({ format: 'jwk' }),
    alg: 'RS256',
    kid,
    use: 'sig',
  })),
});

function keyOf({ kid, private_key }: Row): SigningKey {
  const privateKey = createPrivateKey(private_key);
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}
