import { invalidNextToken, validation } from './errors.ts';

/** What a page starts after, hidden from callers. */
export const tokenOf = (last: string): string => Buffer.from(last).toString('base64url');

/** @throws AwsError InvalidNextToken */
export function startOf(token: string | undefined): string {
  if (!token) return '';
  const start = Buffer.from(token, 'base64url').toString();
  if (tokenOf(start) !== token) throw invalidNextToken();
  return start;
}

/** @throws AwsError ValidationException outside of 1 to `most` */
export function pageSize(given: number | undefined, most: number): number {
  if (given === undefined) return most;
  if (given >= 1 && given <= most) return given;
  const bound = given < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`;
  throw validation(
    `1 validation error detected: Value '${given}' at 'maxResults' failed to satisfy constraint: Member must have value ${bound}`,
  );
}

/**
 * One page of what passes a filter.
 *
 * @param items in order of their keys, from the page's start
 */
export function pageOf<T extends { readonly name: string }>(
  items: Iterable<T>,
  size: number,
  passes: (item: T) => boolean,
): { page: T[]; nextToken?: string } {
  const page: T[] = [];
  for (const item of items) {
    if (!passes(item)) continue;
    if (page.length === size) return { page, nextToken: tokenOf(page[size - 1]?.name ?? '') };
    page.push(item);
  }
  return { page };
}
