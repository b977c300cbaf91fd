import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { rejectionReason } from '../../../events/rejection-reason.ts';
import { defineRoute, none } from '../../shared/http/route.ts';

const batch = z.object({
  id: z.string(),
  status: z
    .enum(['pending', 'completed', 'rejected', 'failed'])
    .describe('`rejected` when the batch is at fault, `failed` when Telar is.'),
  receivedAt: z.iso.datetime(),
  count: z.number().int().nullable().describe('How many logs were taken.'),
  levels: z.partialRecord(z.enum(LOG_LEVELS), z.number().int()).nullable().describe('How many of each level.'),
  setAside: z.number().int().nullable().describe('How many could not be taken.'),
  reason: rejectionReason.nullable(),
  links: z
    .object({
      archive: z
        .url()
        .nullable()
        .describe('The logs whole, a line of JSON for each, in gzip; null when none were taken.'),
    })
    .describe('They need no token, and work until `linksExpireAt`.'),
  linksExpireAt: z.iso.datetime(),
});

export const getBatchRoute = defineRoute({
  name: 'getLogBatch',
  method: 'GET',
  path: '/logs/batches/{id}',
  summary: 'What became of logs that were handed over',
  access: 'member',
  parameters: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits') }),
  query: none,
  body: z.undefined(),
  answer: { status: 200, description: 'The batch', body: batch },
});
