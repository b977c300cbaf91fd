import type { ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../door/errors.ts';
import { checkSecretHash } from '../clients/secret-hash.ts';
import { invalidParameter, invalidSession, missingParameter, userDisabled } from '../errors.ts';
import { customAnswer } from './challenges/custom-challenge.ts';
import { newPasswordAnswer } from './challenges/new-password.ts';
import { passwordVerifierAnswer } from './challenges/password-verifier.ts';
import { selectedFactor, sentCodeAnswer, setUpFactor, softwareTokenAnswer } from './challenges/second-factor.ts';
import { chosen } from './flows/user-auth.ts';
import type { Session } from './sessions.ts';
import type { Parameters, SignIn, SignInParts, Step } from './sign-in.ts';

/** Errors after which the same session may be tried again: the answer was no good, not the user. */
const RETRIED = [
  'CodeMismatchException',
  'ExpiredCodeException',
  'InvalidPasswordException',
  'PasswordHistoryPolicyViolationException',
  'InvalidParameterException',
];
/** Wrong codes in one session. */
const WRONG_ANSWERS = 3;

export interface Answer {
  readonly challengeName: ChallengeNameType;
  readonly session: string | undefined;
  readonly responses: Parameters;
}

/**
 * Takes the answer to a challenge.
 *
 * @throws AwsError NotAuthorizedException, CodeMismatchException, InvalidPasswordException, … and what triggers throw
 */
export async function respond(parts: SignInParts, signIn: SignIn, answer: Answer): Promise<Step> {
  const { challengeName, responses } = answer;
  const token = challengeName === 'PASSWORD_VERIFIER' ? responses.PASSWORD_CLAIM_SECRET_BLOCK : answer.session;
  if (challengeName === 'PASSWORD_VERIFIER' && !token) throw missingParameter('PASSWORD_CLAIM_SECRET_BLOCK');
  if (!responses.USERNAME) throw missingParameter('USERNAME');
  checkSecretHash(signIn.client, [responses.USERNAME], responses.SECRET_HASH);
  const session = parts.sessions.take(token);
  const { pool, client } = signIn;
  if (session.clientId !== client.id || session.poolId !== pool.id) throw invalidSession();
  if (session.state.kind !== challengeName) throw invalidSession();
  checkUser(parts, signIn, session, responses.USERNAME);
  try {
    return await answered(parts, signIn, session, responses);
  } catch (error) {
    const again = error instanceof AwsError && RETRIED.includes(error.code) && session.failures + 1 < WRONG_ANSWERS;
    const retriable = session.state.kind !== 'PASSWORD_VERIFIER' && session.state.kind !== 'CUSTOM_CHALLENGE';
    if (token && again && retriable) parts.sessions.putBack(token, { ...session, failures: session.failures + 1 });
    throw error;
  }
}

function answered(parts: SignInParts, signIn: SignIn, session: Session, responses: Parameters): Promise<Step> {
  const { state, username } = session;
  if (state.kind === 'PASSWORD_VERIFIER') return passwordVerifierAnswer(parts, signIn, session, state, responses);
  if (state.kind === 'SELECT_CHALLENGE') {
    if (!responses.ANSWER) throw missingParameter('ANSWER');
    return chosen(parts, signIn, responses.ANSWER, responses);
  }
  const user = parts.users.find(signIn.pool.id, username);
  if (!user) throw invalidSession();
  if (!user.enabled) throw userDisabled();
  switch (state.kind) {
    case 'NEW_PASSWORD_REQUIRED':
      return newPasswordAnswer(parts, signIn, user, responses);
    case 'SOFTWARE_TOKEN_MFA':
      return softwareTokenAnswer(parts, signIn, user, state, responses);
    case 'SELECT_MFA_TYPE':
      return selectedFactor(parts, signIn, user, state, responses);
    case 'MFA_SETUP':
      return setUpFactor(parts, signIn, user, state);
    case 'CUSTOM_CHALLENGE':
      return customAnswer(parts, signIn, user, state, responses);
    default:
      return sentCodeAnswer(parts, signIn, user, state, responses);
  }
}

/** The name must be that of the session's user, by whatever name. */
function checkUser({ users }: SignInParts, { pool }: SignIn, { username }: Session, given: string): void {
  const user = users.resolve(pool, given);
  if (user ? user.username !== username : given !== username && users.find(pool.id, username)) {
    throw invalidParameter('Invalid USERNAME for this session.');
  }
}
