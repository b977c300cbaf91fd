import { isCaseSensitive, type UserPool } from '../pools/user-pool.ts';
import { isVerified, subOf, type User } from './user.ts';

/** One of the names that a user is found by. */
export interface Alias {
  /** As `nameKey` makes it. */
  readonly value: string;
  readonly kind: 'username' | 'sub' | 'email' | 'phone_number' | 'preferred_username';
  readonly username: string;
}

/** A name as it is looked up: small letters, where the pool takes both for the same. */
export const nameKey = (pool: UserPool, name: string) => (isCaseSensitive(pool) ? name : name.toLowerCase());

/**
 * What a user signs in with (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html#user-pool-settings-aliases):
 * addresses and numbers instead of a username as soon as they are given, those beside a username once they are verified.
 */
export function aliasesOf(pool: UserPool, user: User): Alias[] {
  const { AliasAttributes: beside = [], UsernameAttributes: instead = [] } = pool.settings;
  const aliases: Alias[] = [];
  const add = (kind: Alias['kind'], value: string | undefined) => {
    if (!value) return;
    const key = nameKey(pool, value);
    if (!aliases.some((alias) => alias.value === key)) {
      aliases.push({ value: key, kind, username: user.username });
    }
  };
  add('username', user.username);
  add('sub', subOf(user));
  for (const kind of ['email', 'phone_number'] as const) {
    if (instead.includes(kind) || (beside.includes(kind) && isVerified(user, kind))) add(kind, user.attributes[kind]);
  }
  if (beside.includes('preferred_username')) add('preferred_username', user.attributes.preferred_username);
  return aliases;
}
