import { constants, createPublicKey, getDiffieHellman, publicEncrypt } from 'node:crypto';

const prime = getDiffieHellman('modp15').getPrime();

/** The 3072-bit prime of RFC 5054, appendix A, which is group 15 of RFC 3526. */
export const N = BigInt(`0x${prime.toString('hex')}`);
export const N_BYTES = prime.length;
/** Cognito's generator; RFC 5054 has 5 for this prime. */
export const g = 2n;

/**
 * `base ^ exponent mod N`. RSA without padding is just that, with the exponent in the place of the public one, and so
 * OpenSSL does the work, fifteen times faster than BigInt.
 */
export function modPow(base: bigint, exponent: bigint): bigint {
  const key = createPublicKey({
    format: 'jwk',
    key: { kty: 'RSA', n: prime.toString('base64url'), e: bytesOf(exponent).toString('base64url') },
  });
  const message = bytesOf(base % N, N_BYTES);
  return BigInt(`0x${publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, message).toString('hex')}`);
}

/** @param length at least so many bytes; default: as many as the number needs */
function bytesOf(value: bigint, length = 0): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(Math.max(length * 2, hex.length + (hex.length % 2)), '0'), 'hex');
}
