import { missingParameter, userDisabled, wrongPassword } from '../../errors.ts';
import { preAuthentication } from '../../triggers/authentication-triggers.ts';
import { migrateUser } from '../../triggers/user-migration.ts';
import { afterFirstFactor } from '../complete.ts';
import { findUser, type Parameters, type SignIn, type SignInParts, type Step } from '../sign-in.ts';

/** USER_PASSWORD_AUTH and ADMIN_USER_PASSWORD_AUTH: the password as it is, checked by the verifier that is kept of it. */
export async function userPassword(
  parts: SignInParts,
  signIn: SignIn,
  { USERNAME, PASSWORD }: Parameters,
): Promise<Step> {
  if (!USERNAME) throw missingParameter('USERNAME');
  if (!PASSWORD) throw missingParameter('PASSWORD');
  const { pool, client, clientMetadata } = signIn;
  const known = parts.users.resolve(pool, USERNAME);
  const given = { pool, client, username: USERNAME, password: PASSWORD, clientMetadata };
  const migrated = known ? undefined : await migrateUser(parts, given);
  if (migrated) return afterFirstFactor(parts, signIn, migrated);
  const user = findUser(parts, signIn, USERNAME);
  await preAuthentication(parts.triggers, signIn, USERNAME, user);
  if (!user) throw wrongPassword();
  if (!user.enabled) throw userDisabled();
  parts.passwords.check(user, PASSWORD);
  return afterFirstFactor(parts, signIn, parts.users.get(pool, user.username));
}
