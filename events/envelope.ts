import * as z from 'zod';

/** What travels beside the data of every event, so that one user action can be followed from its first event to its last. */
export const metadata = z.object({
  id: z.uuid().describe('Names this event. A copy of it delivered twice has the same id.'),
  version: z.literal('1').describe('Version of the contract.'),
  correlationId: z.string().min(1).max(128).describe('The same for everything that follows from one user action.'),
  causationId: z.string().min(1).describe('The event that made this one happen.'),
  idempotencyKey: z.string().min(1).describe('The same for a repetition of the same fact: consumers act once per key.'),
  actor: z.string().min(1).describe('Who did it: a user, an AWS principal, or "unknown".'),
  occurredAt: z.iso.datetime().describe('When it happened, ISO 8601, UTC.'),
});

/** A person who sends an event by hand may leave out what the first step of the workflow fills in. */
export const metadataByHand = metadata.partial().optional();

export type Metadata = z.infer<typeof metadata>;
