import * as z from 'zod';

export const MAX_PAGE_SIZE = 100;

const PAGE_SIZES = `must be a whole number from 1 to ${MAX_PAGE_SIZE}`;

/** The part of a query that every list takes. */
export function pageQuery(defaultSize: number) {
  return {
    limit: z.coerce
      .number(PAGE_SIZES)
      .int(PAGE_SIZES)
      .min(1, PAGE_SIZES)
      .max(MAX_PAGE_SIZE, PAGE_SIZES)
      .default(defaultSize)
      .describe('How many at most.'),
    cursor: z.string().min(1).max(1_024).optional().describe('`next` of the page before.'),
  };
}

/** The part of an answer that every list has, beside the list itself. */
export const pageAnswer = {
  count: z.number().int().min(0).describe('How many are on this page.'),
  next: z.string().nullable().describe('The cursor of the next page; null on the last.'),
};
