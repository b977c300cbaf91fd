import { invalidParameter } from '../errors.ts';
import { DESCRIBED_AT_ONCE } from '../limits.ts';

/** One page of a list. The token is the position of the first item that is still to come. */
export function page<T>(all: readonly T[], token: string | undefined, size: number = DESCRIBED_AT_ONCE) {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('The specified nextToken is invalid.');
  const end = start + size;
  const next = end < all.length ? { nextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: all.slice(start, end), next };
}
