import { createHmac, timingSafeEqual } from 'node:crypto';
import { notAuthorized } from '../errors.ts';
import type { Client } from './client.ts';

/**
 * Checks the proof that a caller knows the client's secret: `Base64(HMAC-SHA256(secret, username ‖ client id))`
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash).
 *
 * @param usernames any of these may be what the caller hashed
 * @throws AwsError NotAuthorizedException
 */
export function checkSecretHash(client: Client, usernames: readonly string[], given: string | undefined): void {
  const { id, secret } = client;
  if (!secret) return;
  if (!given) throw notAuthorized(`Client ${id} is configured with secret but SECRET_HASH was not received`);
  const fits = usernames.some((username) =>
    sameText(createHmac('sha256', secret).update(`${username}${id}`).digest('base64'), given),
  );
  if (!fits) throw notAuthorized(`Unable to verify secret hash for client ${id}`);
}

/** Checks a secret that is sent as it is. */
export function checkSecret({ secret }: Client, given: string | undefined): void {
  if (secret && !(given && sameText(secret, given))) throw notAuthorized('Invalid client secret.');
}

function sameText(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
