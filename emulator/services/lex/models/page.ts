import { validation } from '../errors.ts';
import { DEFAULT_PAGE_ITEMS, PAGE_ITEMS } from '../limits.ts';

interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/** One page of a list; the token stands for the place after it. */
export function page<T>(items: readonly T[], { maxResults = DEFAULT_PAGE_ITEMS, nextToken }: PageRequest) {
  if (maxResults < 1 || maxResults > PAGE_ITEMS) throw validation(`maxResults must be from 1 to ${PAGE_ITEMS}.`);
  const start = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw validation('nextToken is not valid.');
  const end = start + maxResults;
  const token = end < items.length ? { nextToken: Buffer.from(String(end)).toString('base64') } : {};
  return { items: items.slice(start, end), token };
}
