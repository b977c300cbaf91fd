import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { poolOfIssuer } from '../arns.ts';
import type { Client } from '../clients/client.ts';
import type { Clients } from '../clients/clients.ts';
import { notAuthorized, userDisabled, userNotFound } from '../errors.ts';
import type { Pools } from '../pools/pools.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import * as validate from '../validate.ts';
import { USER_SCOPE } from './claims.ts';
import { type Claims, isSignedBy, readClaims } from './jwt.ts';
import type { Keys } from './keys.ts';
import type { RefreshTokens } from './refresh-tokens.ts';

interface Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly pools: Pools;
  readonly clients: Clients;
  readonly users: Users;
  readonly refreshTokens: RefreshTokens;
}

/** Who acts with an access token. */
export interface Bearer {
  readonly pool: UserPool;
  readonly client: Client;
  readonly user: User;
}

/**
 * Takes access tokens, as operations that users call themselves do.
 *
 * @throws AwsError NotAuthorizedException, UserNotFoundException
 */
export class Bearers {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  async accept(token: string | undefined): Promise<Bearer> {
    const { clients, users } = this.#deps;
    const given = validate.required(token, 'accessToken');
    const { pool, claims } = await this.#verified(given);
    const client = clients.find(text(claims.client_id));
    if (!client) throw notAuthorized('Invalid Access Token');
    const user = users.find(pool.id, text(claims.username));
    if (!user) throw userNotFound();
    if (!user.enabled) throw userDisabled();
    this.#checkAlive(claims, user);
    if (!text(claims.scope).split(' ').includes(USER_SCOPE)) {
      throw notAuthorized('Access Token does not have required scopes');
    }
    return { pool, client, user };
  }

  async #verified(token: string): Promise<{ pool: UserPool; claims: Claims }> {
    const { account, pools, keys, clock } = this.#deps;
    const claims = readClaims(token);
    const pool = pools.find(poolOfIssuer(account, text(claims?.iss)) ?? '');
    if (!claims || !pool || claims.token_use !== 'access') throw notAuthorized('Invalid Access Token');
    const { access } = await keys.of(pool.id);
    if (!isSignedBy(access, token)) throw notAuthorized('Invalid Access Token');
    if (Number(claims.exp) * 1_000 <= clock.now()) throw notAuthorized('Access Token has expired');
    return { pool, claims };
  }

  /** By its sign-in where tokens can be revoked, else by the user's last sign-out. */
  #checkAlive({ origin_jti, iat }: Claims, { signedOutAt = 0 }: User): void {
    const revoked =
      typeof origin_jti === 'string'
        ? !this.#deps.refreshTokens.isAlive(origin_jti)
        : (Number(iat) + 1) * 1_000 <= signedOutAt;
    if (revoked) throw notAuthorized('Access Token has been revoked');
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
