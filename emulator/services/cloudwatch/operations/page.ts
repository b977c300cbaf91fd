import { AwsError } from '../../../door/errors.ts';

/** One page of a list. The token is the position of the first item that is still to come. */
export function page<T>(all: readonly T[], token: string | undefined, size: number) {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0)
    throw new AwsError('InvalidNextToken', 'The next token specified is invalid.');
  const end = start + size;
  const next = end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: all.slice(start, end), next };
}
