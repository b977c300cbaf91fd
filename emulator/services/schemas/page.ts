import { badRequest } from './errors.ts';
import { PAGE_ITEMS } from './limits.ts';

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

/** One page of a list; the token stands for the key of the last item given. */
export function page<T>(
  sorted: readonly T[],
  { NextToken, Limit = PAGE_ITEMS }: PageRequest,
  keyOf: (item: T) => string,
) {
  if (Limit < 1) throw badRequest('Limit is not valid: it must be at least 1.');
  const after = NextToken === undefined ? undefined : Buffer.from(NextToken, 'base64').toString();
  const start = after === undefined ? 0 : sorted.findIndex((item) => keyOf(item) === after) + 1;
  const items = sorted.slice(start, start + Limit);
  const last = items.at(-1);
  const more = start + items.length < sorted.length && last !== undefined;
  return { items, token: more ? { NextToken: Buffer.from(keyOf(last)).toString('base64') } : {} };
}
