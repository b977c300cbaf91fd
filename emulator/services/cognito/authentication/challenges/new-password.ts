import { checkWrites } from '../../clients/client-attributes.ts';
import { missingParameter } from '../../errors.ts';
import { checkMutable, checkRequired, checkValues, withVerification } from '../../users/attribute-values.ts';
import type { User } from '../../users/user.ts';
import { secondFactor } from '../complete.ts';
import type { Parameters, SignIn, SignInParts, Step } from '../sign-in.ts';

const PREFIX = 'userAttributes.';

/** Sets the password that the user chose in the place of the temporary one, and attributes that were missing. */
export async function newPasswordAnswer(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  responses: Parameters,
): Promise<Step> {
  const { NEW_PASSWORD } = responses;
  if (!NEW_PASSWORD) throw missingParameter('NEW_PASSWORD');
  const { pool, client } = signIn;
  const changes = Object.fromEntries(
    Object.entries(responses).flatMap(([name, value]) =>
      name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value]] : [],
    ),
  );
  checkWrites(client, Object.keys(changes));
  checkMutable(pool, Object.keys(changes));
  checkValues(pool, changes);
  const attributes = withVerification(user.attributes, changes);
  checkRequired(pool, attributes);
  const changed = parts.passwords.set(pool, { ...user, attributes, status: 'CONFIRMED' }, NEW_PASSWORD);
  return secondFactor(parts, signIn, parts.users.save(pool, changed), true);
}
