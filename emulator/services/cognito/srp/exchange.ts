import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { g, modPow, N } from './mod-pow.ts';
import { padded } from './pad.ts';
import { type Identity, poolNameOf, type Verifier } from './verifier.ts';

/**
 * The server's part of SRP-6a (RFC 2945, RFC 5054) as Cognito speaks it:
 *
 *     client                              server
 *     a, A = g^a            ── A ──▶      b, B = k·v + g^b
 *     S = (B − k·g^x)^(a+u·x) ◀─ salt, B, block ─   S = (A·v^u)^b
 *     HMAC(key(S), pool ‖ user ‖ block ‖ time) ──▶  the same
 *
 * with k = H(N ‖ g), u = H(A ‖ B), and the key by HKDF (RFC 5869) of S, salted with u, for `Caldera Derived Key`.
 */

const k = numberOf(createHash('sha256').update(padded(N)).update(padded(g)).digest());
const INFO = Buffer.concat([Buffer.from('Caldera Derived Key'), Buffer.from([1])]);
const KEY_BYTES = 16;

/** @param secret the server's exponent b, 256 random bits */
export function serverPublic({ verifier }: Verifier, secret: bigint): bigint {
  return (k * BigInt(`0x${verifier}`) + modPow(g, secret)) % N;
}

export interface Proof {
  readonly identity: Identity;
  readonly verifier: Verifier;
  /** b */
  readonly secret: bigint;
  /** A */
  readonly clientPublic: bigint;
  /** B */
  readonly serverPublic: bigint;
  /** As it was sent. */
  readonly secretBlock: Uint8Array;
  /** As the client wrote it, for example `Tue Sep 1 12:00:00 UTC 2026`. */
  readonly timestamp: string;
}

/** The signature in base64 that only a client with the password can make. */
export function expectedSignature(proof: Proof): string {
  const { identity, secretBlock, timestamp } = proof;
  return createHmac('sha256', sessionKey(proof))
    .update(poolNameOf(identity.poolId))
    .update(identity.username)
    .update(secretBlock)
    .update(timestamp)
    .digest('base64');
}

export function isProof(proof: Proof, signature: string): boolean {
  const expected = Buffer.from(expectedSignature(proof));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether an A can be worked with: one that is 0 modulo N would make a key that needs no password. */
export const isPublicValue = (value: bigint) => value % N !== 0n && value < N;

function sessionKey({ verifier, secret, clientPublic, serverPublic }: Proof): Buffer {
  const u = numberOf(createHash('sha256').update(padded(clientPublic)).update(padded(serverPublic)).digest());
  const shared = modPow((clientPublic * modPow(BigInt(`0x${verifier.verifier}`), u)) % N, secret);
  const extracted = createHmac('sha256', padded(u)).update(padded(shared)).digest();
  return createHmac('sha256', extracted).update(INFO).digest().subarray(0, KEY_BYTES);
}

function numberOf(bytes: Buffer): bigint {
  return BigInt(`0x${bytes.toString('hex')}`);
}
