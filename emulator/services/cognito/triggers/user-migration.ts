import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Client } from '../clients/client.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { newIdentity } from '../users/identify.ts';
import type { Passwords } from '../users/passwords.ts';
import type { User } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import { isObject, type Triggers } from './triggers.ts';

interface Deps {
  readonly triggers: Triggers;
  readonly users: Users;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Given {
  readonly pool: UserPool;
  readonly client: Client;
  readonly username: string;
  /** Absent when the user has forgotten it. */
  readonly password?: string | undefined;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * Takes over a user whom only the pool's function knows
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html).
 *
 * @returns undefined when the pool has no such function, or it knows no such user
 */
export async function migrateUser(deps: Deps, given: Given): Promise<User | undefined> {
  const { triggers, users, passwords, clock, ids } = deps;
  const { pool, client, username, password, clientMetadata } = given;
  const response = await triggers.run('UserMigration', {
    pool,
    clientId: client.id,
    username,
    source: password === undefined ? 'UserMigration_ForgotPassword' : 'UserMigration_Authentication',
    request: {
      ...(password === undefined ? {} : { password }),
      validationData: clientMetadata ?? null,
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
  });
  if (!isObject(response?.userAttributes)) return undefined;
  const { username: _given, ...rest } = Object.fromEntries(
    Object.entries(response.userAttributes).map(([name, value]) => [name, String(value)]),
  );
  const identity = newIdentity(pool, username, rest, ids);
  const now = clock.now();
  const user: User = {
    poolId: pool.id,
    ...identity,
    status: password === undefined || response.finalUserStatus === 'RESET_REQUIRED' ? 'RESET_REQUIRED' : 'CONFIRMED',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    mfa: { enabled: [] },
  };
  const force = response.forceAliasCreation === true;
  return users.save(pool, password === undefined ? user : passwords.set(pool, user, password, { checked: false }), {
    force,
  });
}
