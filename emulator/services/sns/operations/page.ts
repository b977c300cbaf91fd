import { invalidParameter } from '../errors.ts';
import { PAGE_ITEMS } from '../limits.ts';

/** One page of a list that is sorted by `keyOf`; the token stands for the key of the last item given. */
export function page<T>(sorted: readonly T[], token: string | undefined, keyOf: (item: T) => string) {
  const after = token === undefined ? '' : readToken(token);
  const rest = sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, PAGE_ITEMS);
  const last = items.at(-1);
  const more = last !== undefined && rest.length > items.length;
  return { items, ...(more ? { NextToken: Buffer.from(`after:${keyOf(last)}`).toString('base64') } : {}) };
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('after:')) throw invalidParameter('NextToken');
  return text.slice('after:'.length);
}
