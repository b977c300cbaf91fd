import type { AdminCreateUserRequest, AdminCreateUserResponse } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../door/errors.ts';
import { userNotFound } from '../errors.ts';
import type { ContactAttribute } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import { temporaryPassword } from '../pools/password-policy.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { preSignUp } from '../triggers/sign-up-triggers.ts';
import { NO_CLIENT } from '../triggers/triggers.ts';
import { attributeRecord, checkValues } from '../users/attribute-values.ts';
import { describeUser } from '../users/describe.ts';
import { checkNotTaken, newIdentity } from '../users/identify.ts';
import type { User } from '../users/user.ts';
import * as validate from '../validate.ts';
import { poolOperation } from './declare.ts';

export const adminCreateUser = (parts: CognitoParts) =>
  poolOperation<AdminCreateUserRequest, AdminCreateUserResponse>(parts.account, 'AdminCreateUser', async (input) => {
    const pool = parts.pools.get(input.UserPoolId);
    const user = await createUser(parts, pool, input);
    return { User: describeUser(user) };
  });

/**
 * Makes a user with a temporary password and invites them, or invites them again.
 *
 * @throws AwsError UsernameExistsException, AliasExistsException, InvalidPasswordException, InvalidParameterException
 */
export async function createUser(
  parts: CognitoParts,
  pool: UserPool,
  request: Omit<AdminCreateUserRequest, 'UserPoolId'>,
): Promise<User> {
  const { users, passwords } = parts;
  const name = validate.username(request.Username);
  const resend = request.MessageAction === 'RESEND';
  const blank = resend ? invited(users.resolve(pool, name)) : await newUser(parts, pool, name, request);
  const password = request.TemporaryPassword ?? temporaryPassword(pool, parts.ids.random);
  const changed = passwords.set(pool, blank, validate.password(password, 'temporaryPassword'), { temporary: true });
  const user = users.save(pool, changed, { force: request.ForceAliasCreation ?? false });
  if (request.MessageAction === 'SUPPRESS') return user;
  for (const to of invitationContacts(user, request.DesiredDeliveryMediums)) {
    const message = { pool, user, source: 'AdminCreateUser', to, code: password } as const;
    await parts.messenger.send({ ...message, clientMetadata: request.ClientMetadata });
  }
  return user;
}

async function newUser(
  { users, triggers, ids, clock }: CognitoParts,
  pool: UserPool,
  name: string,
  { UserAttributes, ValidationData, ClientMetadata }: Omit<AdminCreateUserRequest, 'UserPoolId'>,
): Promise<User> {
  const { username, attributes } = newIdentity(pool, name, attributeRecord(UserAttributes), ids);
  checkValues(pool, attributes);
  checkNotTaken(users, pool, name, 'User account already exists');
  const { verified } = await preSignUp(triggers, {
    pool,
    clientId: NO_CLIENT,
    username,
    attributes,
    source: 'AdminCreateUser',
    validationData: ValidationData && attributeRecord(ValidationData),
    clientMetadata: ClientMetadata,
  });
  checkNotTaken(users, pool, name, 'User account already exists');
  const now = clock.now();
  return {
    poolId: pool.id,
    username,
    attributes: { ...attributes, ...verified },
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    createdAt: now,
    modifiedAt: now,
    mfa: { enabled: [] },
  };
}

function invited(user: User | undefined): User {
  if (!user) throw userNotFound();
  if (user.status === 'FORCE_CHANGE_PASSWORD') return user;
  throw new AwsError('UnsupportedUserStateException', `Resend not possible. User's current status is ${user.status}`);
}

/** As wished, or the one way that there is. */
function invitationContacts({ attributes }: User, wished: readonly string[] = ['SMS']): ContactAttribute[] {
  const there = (['phone_number', 'email'] as const).filter((name) => attributes[name]);
  const fitting = there.filter((name) => wished.includes(name === 'email' ? 'EMAIL' : 'SMS'));
  return fitting.length > 0 ? fitting : there.slice(0, 1);
}
