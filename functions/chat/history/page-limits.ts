import * as z from 'zod';

export const DEFAULT_PAGE_MESSAGES = 50;
export const MAX_PAGE_MESSAGES = 100;

const place = z.number().int('must be a whole number').min(0);

/** What part of a conversation is asked for. */
export const pageLimits = {
  after: place.optional(),
  before: place.optional(),
  limit: z.number().int('must be a whole number').min(1).max(MAX_PAGE_MESSAGES).default(DEFAULT_PAGE_MESSAGES),
};
