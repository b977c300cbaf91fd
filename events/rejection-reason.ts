import * as z from 'zod';

/** Why something was not done. */
export const rejectionReason = z.object({
  code: z.string().min(1).describe('For programs: a word such as NotAnImage or ObjectNotFound.'),
  message: z.string().min(1).describe('For people.'),
});

export type RejectionReason = z.infer<typeof rejectionReason>;
