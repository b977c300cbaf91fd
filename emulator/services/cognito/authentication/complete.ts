import { AwsError } from '../../../door/errors.ts';
import { randomCode } from '../codes/codes.ts';
import { invalidParameter, resetRequired, userDisabled, userNotConfirmed } from '../errors.ts';
import { deliveryDetails } from '../messages/delivery.ts';
import { preferredFactor, usableFactors } from '../mfa/factors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { postAuthentication } from '../triggers/authentication-triggers.ts';
import type { MfaFactor, User } from '../users/user.ts';
import { challenge, type SignIn, type SignInParts, type Step } from './sign-in.ts';

/** Goes on once the user has proved who they are: to a new password, a second factor, or the tokens. */
export function afterFirstFactor(parts: SignInParts, signIn: SignIn, user: User): Step | Promise<Step> {
  if (!user.enabled) throw userDisabled();
  if (user.status === 'UNCONFIRMED') throw userNotConfirmed();
  if (user.status === 'RESET_REQUIRED') throw resetRequired();
  if (user.status === 'FORCE_CHANGE_PASSWORD') return newPasswordChallenge(parts, signIn, user);
  return secondFactor(parts, signIn, user, false);
}

/** @param newPassword whether this sign-in set one, which the last trigger is told */
export async function secondFactor(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  newPassword: boolean,
): Promise<Step> {
  const factors = usableFactors(signIn.pool, user);
  const preferred = preferredFactor(factors, user);
  if (preferred) return factorChallenge(parts, signIn, user, preferred, newPassword);
  if (factors.length > 1) {
    const parameters = { MFAS_CAN_CHOOSE: JSON.stringify(factors), USER_ID_FOR_SRP: user.username };
    return challenge(parts, signIn, user, { kind: 'SELECT_MFA_TYPE', factors, newPassword }, parameters);
  }
  if (signIn.pool.mfa.configuration === 'ON') return setupChallenge(parts, signIn, user, newPassword);
  return complete(parts, signIn, user, newPassword);
}

/** The end of every sign-in. */
export async function complete(parts: SignInParts, signIn: SignIn, user: User, newPassword: boolean): Promise<Step> {
  await postAuthentication(parts.triggers, signIn, user);
  const source = newPassword ? 'NewPasswordChallenge' : 'Authentication';
  const AuthenticationResult = await parts.tokens.begin({ ...signIn, user, source });
  return { AuthenticationResult, ChallengeParameters: {} };
}

export async function factorChallenge(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  factor: MfaFactor,
  newPassword: boolean,
): Promise<Step> {
  if (factor === 'SOFTWARE_TOKEN_MFA') {
    const parameters = { USER_ID_FOR_SRP: user.username };
    return challenge(parts, signIn, user, { kind: factor, newPassword }, parameters);
  }
  return codeChallenge(parts, signIn, user, factor, newPassword);
}

/** A code by mail or short message. */
export async function codeChallenge(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  kind: 'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP',
  newPassword: boolean,
): Promise<Step> {
  const to = kind === 'EMAIL_OTP' ? 'email' : 'phone_number';
  const code = randomCode(parts.ids);
  await parts.messenger.send({ ...signIn, clientId: signIn.client.id, user, source: 'Authentication', to, code });
  const { DeliveryMedium = '', Destination = '' } = deliveryDetails(to, user.attributes[to] ?? '');
  const parameters = {
    CODE_DELIVERY_DELIVERY_MEDIUM: DeliveryMedium,
    CODE_DELIVERY_DESTINATION: Destination,
    USER_ID_FOR_SRP: user.username,
  };
  return challenge(parts, signIn, user, { kind, newPassword, code }, parameters);
}

/** For users who must have a second factor and have none. */
function setupChallenge(parts: SignInParts, signIn: SignIn, user: User, newPassword: boolean): Step {
  if (!signIn.pool.mfa.softwareToken) {
    throw invalidParameter('User does not have delivery config set to turn on SMS_MFA');
  }
  const parameters = { MFAS_CAN_SETUP: JSON.stringify(['SOFTWARE_TOKEN_MFA']), USER_ID_FOR_SRP: user.username };
  return challenge(parts, signIn, user, { kind: 'MFA_SETUP', verified: false, newPassword }, parameters);
}

function newPasswordChallenge(parts: SignInParts, signIn: SignIn, user: User): Step {
  const { sub: _sub, ...attributes } = user.attributes;
  return challenge(
    parts,
    signIn,
    user,
    { kind: 'NEW_PASSWORD_REQUIRED' },
    {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: JSON.stringify(absentAttributes(signIn.pool, user).map((name) => `userAttributes.${name}`)),
      userAttributes: JSON.stringify(attributes),
    },
  );
}

export const absentAttributes = ({ attributes: schema }: UserPool, { attributes }: User): string[] =>
  schema.flatMap(({ Name = '', Required }) => (Required && !attributes[Name] ? [Name] : []));

export const wrongCode = () => new AwsError('CodeMismatchException', 'Invalid code or auth state for the user.');
