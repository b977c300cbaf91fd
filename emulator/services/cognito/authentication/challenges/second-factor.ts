import { isSame } from '../../codes/codes.ts';
import { invalidParameter, missingParameter } from '../../errors.ts';
import type { MfaFactor, User } from '../../users/user.ts';
import { complete, factorChallenge, secondFactor, wrongCode } from '../complete.ts';
import type { SessionState } from '../sessions.ts';
import type { Parameters, SignIn, SignInParts, Step } from '../sign-in.ts';

type State<Kind extends SessionState['kind']> = Extract<SessionState, { kind: Kind }>;

/** A code from the user's app. */
export function softwareTokenAnswer(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  { newPassword }: State<'SOFTWARE_TOKEN_MFA'>,
  { SOFTWARE_TOKEN_MFA_CODE: code }: Parameters,
): Promise<Step> {
  if (!code) throw missingParameter('SOFTWARE_TOKEN_MFA_CODE');
  return complete(parts, signIn, parts.softwareTokens.check(user, code), newPassword);
}

/** A code that was sent: as a second factor, or instead of a password. */
export function sentCodeAnswer(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  { kind, code, newPassword }: State<'SMS_MFA' | 'EMAIL_OTP' | 'SMS_OTP'>,
  responses: Parameters,
): Promise<Step> {
  const given = responses[`${kind}_CODE`];
  if (!given) throw missingParameter(`${kind}_CODE`);
  if (!isSame(code, given)) throw wrongCode();
  return complete(parts, signIn, user, newPassword);
}

/** Which of several factors it is to be. */
export function selectedFactor(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  { factors, newPassword }: State<'SELECT_MFA_TYPE'>,
  { ANSWER }: Parameters,
): Promise<Step> {
  if (!ANSWER) throw missingParameter('ANSWER');
  const factor = factors.find((candidate): candidate is MfaFactor => candidate === ANSWER);
  if (!factor) throw invalidParameter(`Invalid MFA type ${ANSWER}.`);
  return factorChallenge(parts, signIn, user, factor, newPassword);
}

/** The first factor was set up and verified in between: it counts as asked for. */
export async function setUpFactor(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  { verified, newPassword }: State<'MFA_SETUP'>,
): Promise<Step> {
  if (!verified) throw invalidParameter('Software token is not verified yet: call VerifySoftwareToken first.');
  if (!user.mfa.verified) return secondFactor(parts, signIn, user, newPassword);
  const enabled = parts.users.touch({
    ...user,
    mfa: { ...user.mfa, enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' },
  });
  return complete(parts, signIn, enabled, newPassword);
}
