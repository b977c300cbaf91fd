import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { LOG_LEVELS } from '../log-level.ts';
import { s3Location } from '../s3-location.ts';

/** Longer names are no names: they are part of a key of the index. */
export const MAX_NAME_CHARACTERS = 256;

export const logEntry = z.looseObject({
  level: z
    .enum([...LOG_LEVELS, 'WARN'])
    .optional()
    .describe('INFO when it is left out. Lower case is taken too, and WARN is WARNING.'),
  message: z.string().min(1).describe('Of any length: the archive keeps it whole, the index its first 100 characters.'),
  service: z.string().max(MAX_NAME_CHARACTERS).optional().describe('"unknown" when it is left out.'),
  user_id: z.string().max(MAX_NAME_CHARACTERS).optional().describe('"anonymous" when it is left out.'),
  timestamp: z
    .union([z.iso.datetime({ offset: true, local: true }), z.number().int().min(0)])
    .optional()
    .describe(
      'ISO 8601, in UTC unless it says otherwise, or milliseconds since 1970. Without it, when the batch came in.',
    ),
});

/** A batch that is too large for an event: the body is an object, put there before the event was sent. */
export const submittedLocation = s3Location.extend({
  versionId: z.string().min(1).optional().describe('The version of the object; without it, the newest.'),
});

export const logsSubmitted = {
  name: 'logs-submitted',
  description: 'A program hands over what it has logged: one log, a list of them, or the place of a large list.',
  source: 'telar.logs',
  detailType: 'Logs Submitted',
  data: z.union([
    z.object({ logs: z.union([z.array(logEntry).min(1), logEntry]) }),
    z.object({ location: submittedLocation }),
    logEntry,
  ]),
  sentByHand: true,
} satisfies EventContract;
