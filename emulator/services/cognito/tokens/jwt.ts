import { sign, verify } from 'node:crypto';
import type { SigningKey } from './keys.ts';

export type Claims = Readonly<Record<string, unknown>>;

interface Header {
  readonly kid: string;
  readonly alg: string;
}

const DIGEST = 'RSA-SHA256';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A signed token (RFC 7519, RS256). Signing takes a millisecond, so it is done beside the main thread. */
export async function signToken({ kid, privateKey }: SigningKey, claims: Claims): Promise<string> {
  const header: Header = { kid, alg: 'RS256' };
  const content = `${encode(header)}.${encode(claims)}`;
  const signature = await new Promise<Buffer>((resolve, reject) => {
    sign(DIGEST, Buffer.from(content), privateKey, (error, result) => (error ? reject(error) : resolve(result)));
  });
  return `${content}.${signature.toString('base64url')}`;
}

/** The claims as they stand there; undefined when it is no token. Nothing is verified yet. */
export function readClaims(token: string): Claims | undefined {
  return parse(token.split('.')[1]);
}

/** Whether a token is signed by this key. */
export function isSignedBy({ kid, publicKey }: SigningKey, token: string): boolean {
  const [header, claims, signature, ...more] = token.split('.');
  const read = parse(header);
  if (!signature || more.length > 0 || read?.alg !== 'RS256' || read.kid !== kid) return false;
  return verify(DIGEST, Buffer.from(`${header}.${claims}`), publicKey, Buffer.from(signature, 'base64url'));
}

function parse(part: string | undefined): Claims | undefined {
  if (!part) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
