import { createHash, timingSafeEqual } from 'node:crypto';
import { g, modPow } from './mod-pow.ts';
import { padded } from './pad.ts';

/** All that is kept of a password. */
export interface Verifier {
  /** Hexadecimal digits. */
  readonly salt: string;
  /** `g ^ x mod N`, in hexadecimal digits. */
  readonly verifier: string;
}

/** Whose password it is: a verifier is good for one user of one pool. */
export interface Identity {
  readonly poolId: string;
  readonly username: string;
}

/** The part of a pool's id behind the region, which stands for the pool in the protocol's hashes. */
export const poolNameOf = (poolId: string) => poolId.slice(poolId.indexOf('_') + 1);

/** @param salt hexadecimal digits, fresh for each password */
export function makeVerifier({ poolId, username }: Identity, password: string, salt: string): Verifier {
  const inner = createHash('sha256')
    .update(`${poolNameOf(poolId)}${username}:${password}`)
    .digest();
  const x = createHash('sha256')
    .update(padded(BigInt(`0x${salt}`)))
    .update(inner)
    .digest('hex');
  return { salt, verifier: modPow(g, BigInt(`0x${x}`)).toString(16) };
}

/** Whether a plain password is the one that the verifier was made of. */
export function isPassword(identity: Identity, { salt, verifier }: Verifier, password: string): boolean {
  const given = makeVerifier(identity, password, salt).verifier;
  return given.length === verifier.length && timingSafeEqual(Buffer.from(given), Buffer.from(verifier));
}
