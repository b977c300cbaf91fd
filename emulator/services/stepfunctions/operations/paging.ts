import { constraintViolated, invalidToken } from '../api-errors.ts';
import { DEFAULT_PAGE, MAX_PAGE } from '../limits.ts';

/** A request for one page of a list. */
export interface Page {
  readonly limit: number;
  /** Where the page before ended; undefined for the first. */
  readonly after: string | undefined;
}

/**
 * The page that an input asks for.
 *
 * @throws AwsError ValidationException, InvalidToken
 */
export function pageOf(
  input: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
  { maxTokenLength = 1_024 } = {},
): Page {
  const { maxResults, nextToken } = input;
  if (maxResults !== undefined && maxResults > MAX_PAGE) {
    throw constraintViolated(maxResults, 'maxResults', `Member must have value less than or equal to ${MAX_PAGE}`);
  }
  if (maxResults !== undefined && maxResults < 0) {
    throw constraintViolated(maxResults, 'maxResults', 'Member must have value greater than or equal to 0');
  }
  if (nextToken !== undefined && nextToken.length > maxTokenLength) {
    throw constraintViolated(nextToken, 'nextToken', `Member must have length less than or equal to ${maxTokenLength}`);
  }
  return { limit: maxResults || DEFAULT_PAGE, after: nextToken === undefined ? undefined : decode(nextToken) };
}

/** The items of a page, when one more than the page holds was asked for, and the token of the next. */
export function paged<T>(
  items: readonly T[],
  { limit }: Page,
  placeOf: (item: T) => string | number,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const nextToken = items.length > limit && last !== undefined ? encode(String(placeOf(last))) : undefined;
  return { items: shown, nextToken };
}

/** A number that a token carries. @throws AwsError InvalidToken */
export function numberAfter(page: Page, otherwise: number): number {
  if (page.after === undefined) return otherwise;
  const number = Number(page.after);
  if (!Number.isInteger(number)) throw invalidToken();
  return number;
}

const MARK = 'page:';

export const encode = (place: string): string => Buffer.from(`${MARK}${place}`).toString('base64url');

function decode(token: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith(MARK)) throw invalidToken();
  return text.slice(MARK.length);
}
