import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter, missingParameter, notSupported, userNotConfirmed, wrongPassword } from '../../errors.ts';
import { preAuthentication } from '../../triggers/authentication-triggers.ts';
import type { User } from '../../users/user.ts';
import { codeChallenge } from '../complete.ts';
import { challenge, findUser, type Parameters, type SignIn, type SignInParts, type Step } from '../sign-in.ts';
import { userPassword } from './user-password.ts';
import { passwordVerifier } from './user-srp.ts';

/** USER_AUTH: the user chooses among what the pool lets them begin with. */
export async function userAuth(parts: SignInParts, signIn: SignIn, parameters: Parameters): Promise<Step> {
  const { USERNAME, PREFERRED_CHALLENGE } = parameters;
  if (!USERNAME) throw missingParameter('USERNAME');
  const user = findUser(parts, signIn, USERNAME);
  await preAuthentication(parts.triggers, signIn, USERNAME, user);
  const available = choices(signIn, user);
  if (PREFERRED_CHALLENGE && available.some((choice) => choice === PREFERRED_CHALLENGE)) {
    const complete = PREFERRED_CHALLENGE !== 'PASSWORD' || parameters.PASSWORD;
    if (complete) return chosen(parts, signIn, PREFERRED_CHALLENGE, parameters);
  }
  const username = user?.username ?? USERNAME;
  const step = challenge(parts, signIn, { username }, { kind: 'SELECT_CHALLENGE' }, { USERNAME: username });
  return { ...step, AvailableChallenges: available };
}

/** Goes on as the user chose. */
export function chosen(parts: SignInParts, signIn: SignIn, choice: string, parameters: Parameters): Promise<Step> {
  if (choice === 'PASSWORD') return userPassword(parts, signIn, parameters);
  if (choice === 'PASSWORD_SRP') return Promise.resolve(passwordVerifier(parts, signIn, parameters));
  if (choice === 'WEB_AUTHN') throw notSupported('passkeys');
  const user = findUser(parts, signIn, parameters.USERNAME ?? '');
  if (!user) throw wrongPassword();
  if ((choice !== 'EMAIL_OTP' && choice !== 'SMS_OTP') || !choices(signIn, user).includes(choice)) {
    throw invalidParameter(`${choice} is not one of the available challenges.`);
  }
  if (user.status === 'UNCONFIRMED') throw userNotConfirmed();
  return codeChallenge(parts, signIn, user, choice, false);
}

function choices({ pool }: SignIn, user: User | undefined): ChallengeNameType[] {
  const factors = pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
  return factors.flatMap((factor): ChallengeNameType[] => {
    if (factor === 'PASSWORD') return ['PASSWORD', 'PASSWORD_SRP'];
    if (factor === 'EMAIL_OTP') return !user || user.attributes.email ? ['EMAIL_OTP'] : [];
    if (factor === 'SMS_OTP') return !user || user.attributes.phone_number ? ['SMS_OTP'] : [];
    return [];
  });
}
