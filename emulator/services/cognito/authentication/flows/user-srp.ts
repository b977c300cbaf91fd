import { createHmac } from 'node:crypto';
import { invalidParameter, missingParameter, userDisabled } from '../../errors.ts';
import type { UserPool } from '../../pools/user-pool.ts';
import { hasGeneratedUsernames } from '../../pools/user-pool.ts';
import { isPublicValue, serverPublic } from '../../srp/exchange.ts';
import { parseHex } from '../../srp/pad.ts';
import { makeVerifier, type Verifier } from '../../srp/verifier.ts';
import { preAuthentication } from '../../triggers/authentication-triggers.ts';
import type { PastChallenge } from '../../triggers/custom-challenge-triggers.ts';
import { challenge, findUser, type Parameters, type SignIn, type SignInParts, type Step } from '../sign-in.ts';

const SECRET_HEX_DIGITS = 64;

/** USER_SRP_AUTH: the password is proved and never sent. */
export async function userSrp(parts: SignInParts, signIn: SignIn, parameters: Parameters): Promise<Step> {
  const { USERNAME } = parameters;
  if (!USERNAME) throw missingParameter('USERNAME');
  const user = findUser(parts, signIn, USERNAME);
  await preAuthentication(parts.triggers, signIn, USERNAME, user);
  return passwordVerifier(parts, signIn, parameters);
}

/**
 * Poses PASSWORD_VERIFIER. Somebody who does not exist is posed one as well, the same each time, where the client does
 * not tell.
 */
export function passwordVerifier(
  parts: SignInParts,
  signIn: SignIn,
  { USERNAME = '', SRP_A }: Parameters,
  custom?: readonly PastChallenge[],
): Step {
  if (!SRP_A) throw missingParameter('SRP_A');
  const clientPublic = parseHex(SRP_A);
  if (clientPublic === undefined || !isPublicValue(clientPublic)) throw invalidParameter('Invalid SRP_A value.');
  const user = findUser(parts, signIn, USERNAME);
  if (user && !user.enabled) throw userDisabled();
  if (user) parts.passwords.checkLock(user);
  const username = user?.username ?? madeUpName(signIn.pool, USERNAME);
  const verifier = user?.password ?? madeUpVerifier(signIn.pool, username);
  const secret = parts.ids.hex(SECRET_HEX_DIGITS);
  const B = serverPublic(verifier, BigInt(`0x${secret}`)).toString(16);
  const { Session: block = '', ...step } = challenge(
    parts,
    signIn,
    { username },
    { kind: 'PASSWORD_VERIFIER', clientPublic: SRP_A, secret, serverPublic: B, verifier, custom },
    { SALT: verifier.salt, SRP_B: B, USERNAME: username, USER_ID_FOR_SRP: username },
  );
  // Here the block stands for the session: clients send it back with their proof.
  return { ...step, ChallengeParameters: { ...step.ChallengeParameters, SECRET_BLOCK: block } };
}

function derived({ secret }: UserPool, of: string): string {
  return createHmac('sha256', Buffer.from(secret, 'hex')).update(of).digest('hex');
}

const SALT_HEX_DIGITS = 32;

function madeUpVerifier(pool: UserPool, username: string): Verifier {
  const salt = derived(pool, `salt ${username}`).slice(0, SALT_HEX_DIGITS);
  return makeVerifier({ poolId: pool.id, username }, derived(pool, `password ${username}`), salt);
}

/** Like a sub, where usernames are subs. */
function madeUpName(pool: UserPool, name: string): string {
  if (!hasGeneratedUsernames(pool)) return name;
  const hex = derived(pool, `sub ${name}`);
  const variant = '89ab'[Number.parseInt(hex.slice(16, 17), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
