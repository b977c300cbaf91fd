import { missingParameter } from '../../errors.ts';
import { verifyChallenge } from '../../triggers/custom-challenge-triggers.ts';
import type { User } from '../../users/user.ts';
import { nextCustom } from '../flows/custom.ts';
import type { SessionState } from '../sessions.ts';
import type { Parameters, SignIn, SignInParts, Step } from '../sign-in.ts';

/** Lets the pool's function judge an answer, and asks what comes next. */
export async function customAnswer(
  parts: SignInParts,
  signIn: SignIn,
  user: User,
  { past, secrets, metadata }: Extract<SessionState, { kind: 'CUSTOM_CHALLENGE' }>,
  responses: Parameters,
): Promise<Step> {
  const { ANSWER } = responses;
  if (ANSWER === undefined) throw missingParameter('ANSWER');
  const challengeResult = await verifyChallenge(parts.triggers, { ...signIn, user }, secrets, ANSWER);
  const latest = {
    challengeName: 'CUSTOM_CHALLENGE',
    challengeResult,
    ...(metadata === undefined ? {} : { challengeMetadata: metadata }),
  };
  return nextCustom(parts, signIn, user, [...past, latest], responses);
}
