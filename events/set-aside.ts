import * as z from 'zod';
import { rejectionReason } from './rejection-reason.ts';

/** More than these are not named in an event, which has to stay small; the object that holds all of them is. */
export const MAX_SET_ASIDE_IN_EVENT = 100;

/** Entries of a batch that could not be taken. */
export const setAsideSummary = z.object({
  count: z.number().int().min(0),
  entries: z
    .array(
      z.object({
        position: z.number().int().min(0).describe('In the batch, from 0.'),
        reason: rejectionReason,
      }),
    )
    .max(MAX_SET_ASIDE_IN_EVENT)
    .describe(`The first ${MAX_SET_ASIDE_IN_EVENT} of them.`),
});
