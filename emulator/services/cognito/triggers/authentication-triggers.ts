import type { Client } from '../clients/client.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import { type Triggers, triggerAttributes } from './triggers.ts';

interface Given {
  readonly pool: UserPool;
  readonly client: Client;
  readonly clientMetadata?: Readonly<Record<string, string>> | undefined;
}

/**
 * https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-authentication.html
 *
 * @param user undefined for one who does not exist; the function is told, if the client hides it from callers
 */
export async function preAuthentication(
  triggers: Triggers,
  { pool, client, clientMetadata }: Given,
  username: string,
  user: User | undefined,
): Promise<void> {
  await triggers.run('PreAuthentication', {
    pool,
    clientId: client.id,
    username: user?.username ?? username,
    source: 'PreAuthentication_Authentication',
    request: {
      userAttributes: user ? triggerAttributes(user) : {},
      validationData: clientMetadata ?? null,
      ...(user ? {} : { userNotFound: true }),
    },
    response: {},
  });
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-post-authentication.html */
export async function postAuthentication(
  triggers: Triggers,
  { pool, client, clientMetadata }: Given,
  user: User,
): Promise<void> {
  await triggers.run('PostAuthentication', {
    pool,
    clientId: client.id,
    username: user.username,
    source: 'PostAuthentication_Authentication',
    request: {
      userAttributes: triggerAttributes(user),
      newDeviceUsed: false,
      ...(clientMetadata ? { clientMetadata } : {}),
    },
    response: {},
  });
}
