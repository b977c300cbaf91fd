import type { Account } from '../../../runtime/account.ts';
import { issuerOf } from '../arns.ts';
import type { Client } from '../clients/client.ts';
import { revokesTokens } from '../clients/client.ts';
import { readsAttribute } from '../clients/client-attributes.ts';
import { lifetimes } from '../clients/settings.ts';
import type { Group } from '../groups/groups.ts';
import type { User } from '../users/user.ts';
import { subOf } from '../users/user.ts';
import type { Claims } from './jwt.ts';

export const USER_SCOPE = 'aws.cognito.signin.user.admin';

/** What tokens are made of. */
export interface TokenFacts {
  readonly account: Account;
  readonly user: User;
  readonly client: Client;
  readonly groups: readonly Group[];
  readonly origin: string;
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly authenticatedAt: number;
  /** The tokens' own ids. */
  readonly jti: string;
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1_000);

function shared(facts: TokenFacts): Claims {
  const { account, user, client, groups, origin, eventId, authenticatedAt, now, jti } = facts;
  return {
    sub: subOf(user),
    ...(groups.length > 0 ? { 'cognito:groups': groups.map(({ name }) => name) } : {}),
    iss: issuerOf(account, user.poolId),
    ...(revokesTokens(client) ? { origin_jti: origin } : {}),
    event_id: eventId,
    auth_time: seconds(authenticatedAt),
    iat: seconds(now),
    jti,
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export function accessClaims(facts: TokenFacts): Claims {
  const { client, user, now } = facts;
  return {
    ...shared(facts),
    client_id: client.id,
    token_use: 'access',
    scope: USER_SCOPE,
    exp: seconds(now) + lifetimes(client).access,
    username: user.username,
  };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html */
export function idClaims(facts: TokenFacts): Claims {
  const { client, user, groups, now } = facts;
  const roles = groups.flatMap(({ roleArn }) => roleArn ?? []);
  const preferred = preferredRole(groups);
  return {
    ...attributeClaims(user, client),
    ...shared(facts),
    'cognito:username': user.username,
    ...(roles.length > 0 ? { 'cognito:roles': roles } : {}),
    ...(preferred ? { 'cognito:preferred_role': preferred } : {}),
    aud: client.id,
    token_use: 'id',
    exp: seconds(now) + lifetimes(client).id,
  };
}

/** The role of the first group, unless others of the same precedence have other roles. */
function preferredRole(groups: readonly Group[]): string | undefined {
  const withRoles = groups.filter(({ roleArn }) => roleArn);
  const [first] = withRoles;
  const equals = withRoles.filter(({ precedence }) => precedence === first?.precedence);
  return equals.every(({ roleArn }) => roleArn === first?.roleArn) ? first?.roleArn : undefined;
}

function attributeClaims({ attributes }: User, client: Client): Claims {
  const shown = Object.entries(attributes).filter(
    ([name]) => readsAttribute(client, name) && !name.startsWith('dev:') && name !== 'sub',
  );
  return Object.fromEntries(shown.map(([name, value]) => [name, claimValue(name, value)]));
}

function claimValue(name: string, value: string): unknown {
  if (name === 'email_verified' || name === 'phone_number_verified') return value === 'true';
  if (name === 'address') return { formatted: value };
  return name === 'updated_at' ? Number(value) : value;
}
