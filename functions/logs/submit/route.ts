import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { logEntry } from '../../../events/logs-submitted/v1.ts';
import { acceptedBody } from '../../shared/http/accepted.ts';
import { defineRoute, none } from '../../shared/http/route.ts';

/** More go into a file, and the file into the bucket: `npm run submit-logs`. */
export const MAX_LOGS_A_REQUEST = 5_000;

const LEVELS = [...LOG_LEVELS, 'WARN'] as const;

const log = logEntry
  .extend({
    level: z
      .string()
      .toUpperCase()
      .pipe(z.enum(LEVELS, `must be one of ${LEVELS.join(', ')}`))
      .optional()
      .describe(`One of ${LEVELS.join(', ')}, in any case; INFO when it is left out.`),
  })
  .describe('Fields that are not named here are kept in the archive.');

export const submitLogsRoute = defineRoute({
  name: 'submitLogs',
  method: 'POST',
  path: '/logs',
  summary: `Hand over logs: one, or up to ${MAX_LOGS_A_REQUEST} in a list`,
  access: 'member',
  parameters: none,
  query: none,
  body: z.union(
    [
      z.object({
        logs: z
          .array(log)
          .min(1, 'must hold a log')
          .max(MAX_LOGS_A_REQUEST, `must be no more than ${MAX_LOGS_A_REQUEST} logs`),
      }),
      log,
    ],
    `must be a log, {"message": …}, or up to ${MAX_LOGS_A_REQUEST} of them, {"logs": [{"message": …}, …]}`,
  ),
  answer: {
    status: 202,
    description: 'The logs are on their way',
    body: acceptedBody.extend({ batchId: z.string(), count: z.number().int() }),
  },
});
