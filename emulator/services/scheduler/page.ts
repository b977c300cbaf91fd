import { validation } from './errors.ts';
import { PAGE_ITEMS } from './limits.ts';
import { checkRange } from './validate.ts';

interface PageRequest {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** One page of a list that is sorted by ARN; the token stands for the last item given. */
export function page<T extends { readonly arn: string }>(
  sorted: readonly T[],
  { NextToken, MaxResults = PAGE_ITEMS }: PageRequest,
) {
  checkRange(MaxResults, 'maxResults', 1, PAGE_ITEMS);
  const after = NextToken === undefined ? undefined : Buffer.from(NextToken, 'base64').toString();
  if (after !== undefined && !after.startsWith('arn:')) throw validation('Invalid NextToken.');
  const rest = after === undefined ? sorted : sorted.filter(({ arn }) => arn > after);
  const items = rest.slice(0, MaxResults);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return { items, token: more ? { NextToken: Buffer.from(last.arn).toString('base64') } : {} };
}
