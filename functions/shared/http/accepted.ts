import * as z from 'zod';
import type { Answer } from './answer.ts';

/** What writes are answered: that they have become an event, and where one can see what becomes of it. */
export const acceptedBody = z.object({
  eventId: z.string().describe('Of the event on the bus.'),
  correlationId: z.string().describe('The same for everything that follows.'),
  links: z.object({
    outcome: z.url().describe('What became of it; 404 for as long as nothing has.'),
  }),
});

/** 202, with the outcome's address in the header too. */
export function accepted<Body extends z.infer<typeof acceptedBody>>(body: Body): Answer<Body> {
  return { status: 202, body, headers: { location: body.links.outcome } };
}
