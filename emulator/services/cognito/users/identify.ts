import type { Ids } from '../../../runtime/ids.ts';
import { aliasExists, invalidParameter, usernameExists } from '../errors.ts';
import { hasGeneratedUsernames, type UserPool } from '../pools/user-pool.ts';
import { isEmail, isPhoneNumber } from './attribute-values.ts';
import type { Users } from './users.ts';

/** Who a new user will be. */
export interface NewIdentity {
  readonly username: string;
  /** With `sub`, and with the address or number that was given for a username. */
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Makes username and sub of somebody new.
 *
 * @throws AwsError InvalidParameterException when the username is not what the pool signs in with
 */
export function newIdentity(
  pool: UserPool,
  name: string,
  attributes: Readonly<Record<string, string>>,
  ids: Ids,
): NewIdentity {
  const sub = ids.uuid();
  if (!hasGeneratedUsernames(pool)) {
    checkPlainName(pool, name);
    return { username: name, attributes: { ...attributes, sub } };
  }
  const kind = kindOf(pool, name);
  if (attributes[kind] !== undefined && attributes[kind] !== name) {
    throw invalidParameter(`The attribute ${kind} must be the same as the username.`);
  }
  return { username: sub, attributes: { ...attributes, [kind]: name, sub } };
}

/** @throws AwsError UsernameExistsException */
export function checkNotTaken(users: Users, pool: UserPool, name: string, message?: string): void {
  const holder = users.holder(pool, name);
  if (!holder) return;
  if (holder.kind === 'username' || holder.kind === 'sub') throw usernameExists(message);
  if (hasGeneratedUsernames(pool)) throw usernameExists(`An account with the given ${holder.kind} already exists.`);
  throw aliasExists(holder.kind);
}

function kindOf({ settings }: UserPool, name: string): 'email' | 'phone_number' {
  const kinds = settings.UsernameAttributes ?? [];
  if (kinds.includes('email') && isEmail(name)) return 'email';
  if (kinds.includes('phone_number') && isPhoneNumber(name)) return 'phone_number';
  if (kinds.length > 1) throw invalidParameter('Username should be either an email or a phone number.');
  throw invalidParameter(`Username should be ${kinds[0] === 'email' ? 'an email' : 'a phone number'}.`);
}

function checkPlainName({ settings }: UserPool, name: string): void {
  const beside = settings.AliasAttributes ?? [];
  if (beside.includes('email') && isEmail(name)) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
  if (beside.includes('phone_number') && isPhoneNumber(name)) {
    throw invalidParameter(
      'Username cannot be of phone number format, since user pool is configured for phone number alias.',
    );
  }
}
