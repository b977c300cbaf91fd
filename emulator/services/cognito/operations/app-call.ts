import { type Client, tellsOfUsers } from '../clients/client.ts';
import { checkSecretHash } from '../clients/secret-hash.ts';
import { userNotFound } from '../errors.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import * as validate from '../validate.ts';

/** What every call of an app says: which client it is, and for whom it calls. */
interface AppRequest {
  readonly ClientId: string | undefined;
  readonly SecretHash?: string | undefined;
  readonly Username: string | undefined;
}

export interface AppCall {
  readonly pool: UserPool;
  readonly client: Client;
  /** As it was given. */
  readonly username: string;
  readonly user: User | undefined;
}

/** @throws AwsError ResourceNotFoundException, NotAuthorizedException, InvalidParameterException */
export function appCall({ pools, clients, users }: CognitoParts, request: AppRequest): AppCall {
  const client = clients.get(request.ClientId);
  const pool = pools.get(client.poolId);
  const username = validate.username(request.Username);
  checkSecretHash(client, [username], request.SecretHash);
  return { pool, client, username, user: users.resolve(pool, username) };
}

/**
 * Stops a call for nobody, where the client tells; elsewhere the caller makes an answer up.
 *
 * @throws AwsError UserNotFoundException
 */
export function tellIfAbsent({ client, user }: AppCall): void {
  if (!user && tellsOfUsers(client)) throw userNotFound();
}
