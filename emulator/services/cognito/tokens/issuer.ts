import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Client } from '../clients/client.ts';
import { lifetimes } from '../clients/settings.ts';
import type { Groups } from '../groups/groups.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { preTokenGeneration, type TokenSource } from '../triggers/pre-token-generation.ts';
import type { Triggers } from '../triggers/triggers.ts';
import type { User } from '../users/user.ts';
import { accessClaims, idClaims, type TokenFacts } from './claims.ts';
import { signToken } from './jwt.ts';
import type { Keys } from './keys.ts';
import type { RefreshToken, RefreshTokens } from './refresh-tokens.ts';

interface Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keys: Keys;
  readonly groups: Groups;
  readonly triggers: Triggers;
  readonly refreshTokens: RefreshTokens;
}

export interface TokenRequest {
  readonly pool: UserPool;
  readonly client: Client;
  readonly user: User;
  readonly source: TokenSource;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** Makes the tokens that a sign-in ends with, and those that follow from a refresh token. */
export class TokenIssuer {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** All three tokens of a new sign-in. */
  async begin(request: TokenRequest): Promise<AuthenticationResultType> {
    const { clock, ids, refreshTokens } = this.#deps;
    const { pool, client, user } = request;
    const now = clock.now();
    const token: RefreshToken = {
      poolId: pool.id,
      username: user.username,
      clientId: client.id,
      origin: ids.uuid(),
      authenticatedAt: now,
      expiresAt: now + lifetimes(client).refresh * 1_000,
    };
    const result = await this.goOn(request, token);
    // Only now: a trigger may still have refused.
    return { ...result, RefreshToken: refreshTokens.issue(token) };
  }

  /** Further access and ID tokens of a sign-in. */
  async goOn(
    request: TokenRequest,
    { origin, authenticatedAt }: Pick<RefreshToken, 'origin' | 'authenticatedAt'>,
  ): Promise<AuthenticationResultType> {
    const { account, clock, ids, keys, groups, triggers } = this.#deps;
    const { pool, client, user } = request;
    const facts: TokenFacts = {
      account,
      user,
      client,
      groups: groups.ofUser(pool.id, user.username),
      origin,
      eventId: ids.uuid(),
      now: clock.now(),
      authenticatedAt,
      jti: ids.uuid(),
    };
    const claims = await preTokenGeneration(
      triggers,
      { ...request, groups: facts.groups },
      {
        access: accessClaims(facts),
        id: { ...idClaims(facts), jti: ids.uuid() },
      },
    );
    const { access, id } = await keys.of(pool.id);
    const [AccessToken, IdToken] = await Promise.all([signToken(access, claims.access), signToken(id, claims.id)]);
    return { AccessToken, IdToken, ExpiresIn: lifetimes(client).access, TokenType: 'Bearer' };
  }
}
