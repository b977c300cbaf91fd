import { invalidParameter, invalidSession, missingParameter, wrongPassword } from '../../errors.ts';
import { isProof } from '../../srp/exchange.ts';
import { afterFirstFactor } from '../complete.ts';
import { nextCustom } from '../flows/custom.ts';
import type { Session, SessionState } from '../sessions.ts';
import type { Parameters, SignIn, SignInParts, Step } from '../sign-in.ts';

/** As Java's `EEE MMM d HH:mm:ss z yyyy` writes it, for example `Tue Sep 1 12:00:00 UTC 2026`. */
const TIMESTAMP = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} \d{1,2} \d{2}:\d{2}:\d{2} UTC \d{4}$/;

/** Checks the client's proof that it knows the password. */
export async function passwordVerifierAnswer(
  parts: SignInParts,
  signIn: SignIn,
  session: Session,
  state: Extract<SessionState, { kind: 'PASSWORD_VERIFIER' }>,
  responses: Parameters,
): Promise<Step> {
  const { PASSWORD_CLAIM_SIGNATURE, PASSWORD_CLAIM_SECRET_BLOCK, TIMESTAMP: timestamp } = responses;
  if (!PASSWORD_CLAIM_SIGNATURE) throw missingParameter('PASSWORD_CLAIM_SIGNATURE');
  if (!PASSWORD_CLAIM_SECRET_BLOCK) throw missingParameter('PASSWORD_CLAIM_SECRET_BLOCK');
  if (!timestamp) throw missingParameter('TIMESTAMP');
  if (!TIMESTAMP.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.');
  }
  const { pool } = signIn;
  const user = parts.users.find(pool.id, session.username);
  const right = isProof(
    {
      identity: { poolId: pool.id, username: session.username },
      verifier: state.verifier,
      secret: BigInt(`0x${state.secret}`),
      clientPublic: BigInt(`0x${state.clientPublic}`),
      serverPublic: BigInt(`0x${state.serverPublic}`),
      secretBlock: Buffer.from(PASSWORD_CLAIM_SECRET_BLOCK, 'base64'),
      timestamp,
    },
    PASSWORD_CLAIM_SIGNATURE,
  );
  if (!user) throw wrongPassword();
  // The password was changed since the exchange began.
  if (user.password && user.password.verifier !== state.verifier.verifier) throw invalidSession();
  parts.passwords.checkLock(user);
  parts.passwords.settle(user, right && user.password !== undefined);
  const settled = parts.users.get(pool, user.username);
  if (!state.custom) return afterFirstFactor(parts, signIn, settled);
  const past = [...state.custom, { challengeName: 'PASSWORD_VERIFIER', challengeResult: true }];
  return nextCustom(parts, signIn, settled, past, responses);
}
