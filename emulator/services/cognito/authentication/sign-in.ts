import type { InitiateAuthResponse } from '@aws-sdk/client-cognito-identity-provider';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { type Client, tellsOfUsers } from '../clients/client.ts';
import { lifetimes } from '../clients/settings.ts';
import type { Codes } from '../codes/codes.ts';
import { userNotFound } from '../errors.ts';
import type { Messenger } from '../messages/messenger.ts';
import type { SoftwareTokens } from '../mfa/software-token.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { TokenIssuer } from '../tokens/issuer.ts';
import type { RefreshTokens } from '../tokens/refresh-tokens.ts';
import type { Triggers } from '../triggers/triggers.ts';
import type { Passwords } from '../users/passwords.ts';
import type { User } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import type { SessionState, Sessions } from './sessions.ts';

/** What the steps of a sign-in are made with. */
export interface SignInParts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly users: Users;
  readonly passwords: Passwords;
  readonly codes: Codes;
  readonly messenger: Messenger;
  readonly softwareTokens: SoftwareTokens;
  readonly tokens: TokenIssuer;
  readonly refreshTokens: RefreshTokens;
  readonly sessions: Sessions;
  readonly triggers: Triggers;
}

/** The circumstances of one sign-in. */
export interface SignIn {
  readonly pool: UserPool;
  readonly client: Client;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/** The outcome of a step: tokens, or the next challenge. */
export type Step = InitiateAuthResponse;
export type Parameters = Readonly<Record<string, string>>;

/** Poses a challenge, to be answered within the client's session time. */
export function challenge(
  { sessions, clock }: SignInParts,
  { pool, client }: SignIn,
  user: Pick<User, 'username'>,
  state: SessionState,
  parameters: Parameters,
): Step {
  const Session = sessions.open({
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    state,
    failures: 0,
    expiresAt: clock.now() + lifetimes(client).session * 1_000,
  });
  return { ChallengeName: state.kind, ChallengeParameters: { ...parameters }, Session };
}

/**
 * The user of a name; undefined for nobody, where the client does not tell.
 *
 * @throws AwsError UserNotFoundException where it does
 */
export function findUser({ users }: SignInParts, { pool, client }: SignIn, name: string): User | undefined {
  const user = users.resolve(pool, name);
  if (!user && tellsOfUsers(client)) throw userNotFound();
  return user;
}
