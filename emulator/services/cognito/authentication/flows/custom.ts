import { missingParameter, notAuthorized, wrongPassword } from '../../errors.ts';
import { CUSTOM_CHALLENGES } from '../../limits.ts';
import { preAuthentication } from '../../triggers/authentication-triggers.ts';
import { createChallenge, defineChallenge, type PastChallenge } from '../../triggers/custom-challenge-triggers.ts';
import type { User } from '../../users/user.ts';
import { afterFirstFactor, complete } from '../complete.ts';
import { challenge, findUser, type Parameters, type SignIn, type SignInParts, type Step } from '../sign-in.ts';
import { passwordVerifier } from './user-srp.ts';

/**
 * CUSTOM_AUTH: the pool's functions say what comes next, until they say that it is enough
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html).
 */
export async function custom(parts: SignInParts, signIn: SignIn, parameters: Parameters): Promise<Step> {
  const { USERNAME, CHALLENGE_NAME, SRP_A } = parameters;
  if (!USERNAME) throw missingParameter('USERNAME');
  const user = findUser(parts, signIn, USERNAME);
  await preAuthentication(parts.triggers, signIn, USERNAME, user);
  if (!user) throw wrongPassword();
  const begun: PastChallenge[] =
    CHALLENGE_NAME === 'SRP_A' && SRP_A ? [{ challengeName: 'SRP_A', challengeResult: true }] : [];
  return nextCustom(parts, signIn, user, begun, parameters);
}

/** Asks what comes next. */
export async function nextCustom(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  past: readonly PastChallenge[],
  parameters: Parameters,
): Promise<Step> {
  if (past.length > CUSTOM_CHALLENGES) throw notAuthorized('Invalid session for the user: too many challenges.');
  const given = { ...signIn, user };
  const decision = await defineChallenge(parts.triggers, given, past);
  if (decision.kind === 'fail') throw wrongPassword();
  if (decision.kind === 'tokens') {
    // The functions have said all that a second factor could; only what stops every sign-in stops this one.
    return user.status === 'CONFIRMED' && user.enabled
      ? complete(parts, signIn, user, false)
      : afterFirstFactor(parts, signIn, user);
  }
  if (decision.name === 'PASSWORD_VERIFIER') {
    return passwordVerifier(parts, signIn, { ...parameters, USERNAME: user.username }, past);
  }
  if (decision.name !== 'CUSTOM_CHALLENGE') throw notAuthorized(`Unrecognized challenge name ${decision.name}`);
  const { parameters: shown, secrets, metadata } = await createChallenge(parts.triggers, given, past);
  const state = { kind: 'CUSTOM_CHALLENGE', past, secrets, metadata } as const;
  return challenge(parts, signIn, user, state, { ...shown, USERNAME: user.username });
}
