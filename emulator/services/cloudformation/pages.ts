import { validationError } from './errors.ts';

/** Every list of CloudFormation answers so many entries at most. */
export const PAGE_ENTRIES = 100;

/** @throws AwsError ValidationError for a token that no page has handed out */
export function offsetOf(token: string | undefined): number {
  if (!token) return 0;
  const offset = Number(Buffer.from(token, 'base64url').toString());
  if (Number.isInteger(offset) && offset > 0) return offset;
  throw validationError('NextToken is not valid');
}

export const tokenOf = (offset: number): string => Buffer.from(String(offset)).toString('base64url');

/** One page of a whole list. */
export function pageOf<T>(
  entries: readonly T[],
  token: string | undefined,
): { page: readonly T[]; NextToken?: string } {
  const offset = offsetOf(token);
  const end = offset + PAGE_ENTRIES;
  return { page: entries.slice(offset, end), ...(end < entries.length ? { NextToken: tokenOf(end) } : {}) };
}
