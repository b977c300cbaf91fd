import { invalidParameter } from './errors.ts';

const tokenOf = (last: string) => Buffer.from(last).toString('base64url');

/** @throws AwsError InvalidParameterException for a token that was not handed out */
export function startOf(token: string | undefined): string {
  if (!token) return '';
  const start = Buffer.from(token, 'base64url').toString();
  if (tokenOf(start) !== token) throw invalidParameter('Invalid pagination token.');
  return start;
}

/**
 * One page of what passes a filter.
 *
 * @param items in order of their keys, from the page's start
 */
export function pageOf<T>(
  items: Iterable<T>,
  size: number,
  keyOf: (item: T) => string,
  passes: (item: T) => boolean = () => true,
): { readonly page: T[]; readonly nextToken?: string } {
  const page: T[] = [];
  for (const item of items) {
    if (!passes(item)) continue;
    const last = page.at(-1);
    if (page.length === size && last !== undefined) return { page, nextToken: tokenOf(keyOf(last)) };
    page.push(item);
  }
  return { page };
}
