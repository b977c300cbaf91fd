import { notAuthorized } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { Client } from './client.ts';

/** What no client ever writes: verification is Cognito's own business. */
const VERIFIED = ['email_verified', 'phone_number_verified'];

export const customOrStandard = (pool: UserPool, name: string) =>
  pool.attributes.some((attribute) => attribute.Name === name);

/** Whether a client shows an attribute in its ID tokens and answers. */
export function readsAttribute({ settings }: Client, name: string): boolean {
  return !settings.ReadAttributes?.length || name === 'sub' || settings.ReadAttributes.includes(name);
}

/** @throws AwsError NotAuthorizedException when the client may not write one of these */
export function checkWrites({ settings }: Client, names: readonly string[]): void {
  const allowed = settings.WriteAttributes ?? [];
  for (const name of names) {
    const may = allowed.length === 0 || allowed.includes(name);
    if (may && !VERIFIED.includes(name) && !name.startsWith('dev:') && name !== 'sub') continue;
    throw notAuthorized('A client attempted to write unauthorized attribute');
  }
}
