import { createHash } from 'node:crypto';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';

/** One sign-in that can be gone on with. Tokens of the same sign-in share its origin. */
export interface RefreshToken {
  readonly poolId: string;
  readonly username: string;
  readonly clientId: string;
  /** `origin_jti` of the tokens that come of it. */
  readonly origin: string;
  /** Epoch milliseconds: when the user proved who they are. */
  readonly authenticatedAt: number;
  readonly expiresAt: number;
  /** Set once another took its place: until then a repeated request is answered. */
  readonly replacedUntil?: number | undefined;
}

interface Row {
  readonly record: string;
}

const TOKEN_BYTES = 96;
const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Opaque tokens, of which only hashes are kept: who reads the state can't sign in with it. */
export class RefreshTokens {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { readonly store: Store; readonly clock: Clock; readonly ids: Ids }) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    store.migrate('cognito_refresh', [
      `CREATE TABLE cognito_refresh (hash TEXT PRIMARY KEY, origin TEXT NOT NULL, pool_id TEXT NOT NULL,
         username TEXT NOT NULL, client_id TEXT NOT NULL, expires_at INTEGER NOT NULL, record TEXT NOT NULL) STRICT;
       CREATE INDEX cognito_refresh_user ON cognito_refresh (pool_id, username);
       CREATE INDEX cognito_refresh_client ON cognito_refresh (client_id);
       CREATE INDEX cognito_refresh_origin ON cognito_refresh (origin);
       CREATE INDEX cognito_refresh_expiry ON cognito_refresh (expires_at)`,
    ]);
  }

  issue(token: RefreshToken): string {
    const text = Buffer.from(this.#ids.hex(TOKEN_BYTES * 2), 'hex').toString('base64url');
    this.#write(hashOf(text), token);
    return text;
  }

  find(text: string): RefreshToken | undefined {
    const row = this.#store.get<Row>('SELECT record FROM cognito_refresh WHERE hash = ?', hashOf(text));
    return row && JSON.parse(row.record);
  }

  /** Puts another token in the place of one, which is still taken for a moment. */
  replace(text: string, token: RefreshToken, graceSeconds: number): string {
    return this.#store.transaction(() => {
      this.#write(hashOf(text), { ...token, replacedUntil: this.#clock.now() + graceSeconds * 1_000 });
      return this.issue({ ...token, replacedUntil: undefined });
    });
  }

  /** Whether a sign-in was neither revoked nor signed out of. */
  isAlive(origin: string): boolean {
    return this.#store.get('SELECT 1 FROM cognito_refresh WHERE origin = ? LIMIT 1', origin) !== undefined;
  }

  /** Ends one sign-in. */
  revoke(origin: string): void {
    this.#store.run('DELETE FROM cognito_refresh WHERE origin = ?', origin);
  }

  /** Ends all sign-ins of a user. */
  revokeUser(poolId: string, username: string): void {
    this.#store.run('DELETE FROM cognito_refresh WHERE pool_id = ? AND username = ?', poolId, username);
  }

  sweep(): void {
    this.#store.run('DELETE FROM cognito_refresh WHERE expires_at < ?', this.#clock.now());
  }

  #write(hash: string, token: RefreshToken): void {
    this.#store.run(
      'INSERT OR REPLACE INTO cognito_refresh VALUES (?, ?, ?, ?, ?, ?, ?)',
      hash,
      token.origin,
      token.poolId,
      token.username,
      token.clientId,
      token.expiresAt,
      JSON.stringify(token),
    );
  }
}
