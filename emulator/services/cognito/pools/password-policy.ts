import { badPassword } from '../errors.ts';
import type { UserPool } from './user-pool.ts';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html: these, and a space within. */
const SYMBOLS = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+\- ]/;

/** @throws AwsError InvalidPasswordException, with the first rule that is broken */
export function checkPassword({ settings }: UserPool, password: string): void {
  const { MinimumLength, RequireUppercase, RequireLowercase, RequireNumbers, RequireSymbols } =
    settings.Policies?.PasswordPolicy ?? {};
  if (password.length < (MinimumLength ?? 0)) throw badPassword('Password not long enough');
  if (RequireUppercase && !/[A-Z]/.test(password)) throw badPassword('Password must have uppercase characters');
  if (RequireLowercase && !/[a-z]/.test(password)) throw badPassword('Password must have lowercase characters');
  if (RequireNumbers && !/\d/.test(password)) throw badPassword('Password must have numeric characters');
  if (RequireSymbols && !SYMBOLS.test(password)) throw badPassword('Password must have symbol characters');
}

/** The alphabets that a temporary password takes a letter of each from. */
const ALPHABETS = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnpqrstuvwxyz', '23456789', '!#%*+-?@'];
const TEMPORARY_LENGTH = 10;

/** A password that any policy of the pool takes. */
export function temporaryPassword({ settings }: UserPool, random: () => number): string {
  const length = Math.max(TEMPORARY_LENGTH, settings.Policies?.PasswordPolicy?.MinimumLength ?? 0);
  return Array.from({ length }, (_, index) => {
    const alphabet = ALPHABETS[index % ALPHABETS.length] ?? '';
    return alphabet[Math.floor(random() * alphabet.length)];
  }).join('');
}
