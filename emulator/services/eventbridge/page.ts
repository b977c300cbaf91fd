import { validation } from './errors.ts';
import { PAGE_ITEMS } from './limits.ts';
import { checkRange } from './validate.ts';

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

/** One page of a list that is sorted by `keyOf`; the token stands for the key of the last item given. */
export function page<T>(
  sorted: readonly T[],
  { NextToken, Limit = PAGE_ITEMS }: PageRequest,
  keyOf: (item: T) => string,
) {
  checkRange(Limit, 'limit', 1, PAGE_ITEMS);
  const after = NextToken === undefined ? undefined : readToken(NextToken);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Limit);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, token: more ? { NextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64') } : {} };
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('after:')) throw validation('Parameter NextToken is not valid.');
  return text.slice('after:'.length);
}

/** By code units, as pages need it. */
export const sortBy = <T>(items: Iterable<T>, keyOf: (item: T) => string): T[] =>
  [...items].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : Number(keyOf(a) > keyOf(b))));
