import { badRequest } from '../errors.ts';
import { PAGE_ITEMS } from '../limits.ts';

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: string | undefined;
}

/** One page of a list; the token says how many came before. */
export function page<T>(all: readonly T[], { NextToken, MaxResults }: PageRequest) {
  const size = MaxResults === undefined ? PAGE_ITEMS : Number(MaxResults);
  if (!Number.isInteger(size) || size < 1) throw badRequest('MaxResults must be a positive number.');
  const start = NextToken === undefined ? 0 : Number(Buffer.from(NextToken, 'base64').toString());
  if (!Number.isInteger(start) || start < 0) throw badRequest('Invalid NextToken.');
  const Items = all.slice(start, start + size);
  const end = start + Items.length;
  return { Items, ...(end < all.length ? { NextToken: Buffer.from(String(end)).toString('base64') } : {}) };
}
