import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { MAX_NAME_CHARACTERS } from '../../../events/logs-submitted/v1.ts';
import { pageAnswer, pageQuery } from '../../shared/http/page.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';

const DEFAULT_PAGE_SIZE = 10;

const listedLog = z.object({
  id: z.string(),
  timestamp: z.iso.datetime(),
  level: z.enum(LOG_LEVELS),
  message: z.string().describe('Its first 100 characters; the archive has it whole.'),
  service: z.string(),
  userId: z.string(),
  batchId: z.string(),
});

export const listLogsRoute = defineRoute({
  name: 'listLogs',
  method: 'GET',
  path: '/logs',
  summary: 'Logs, newest first',
  access: 'member',
  parameters: none,
  query: z.strictObject({
    level: z
      .string()
      .toUpperCase()
      .pipe(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`))
      .optional()
      .describe(`One of ${LOG_LEVELS.join(', ')}, in any case.`),
    service: z.string().min(1, 'must not be empty').max(MAX_NAME_CHARACTERS).optional(),
    from: timeQuery.optional().describe('Not older than this.'),
    to: timeQuery.optional().describe('Older than this.'),
    ...pageQuery(DEFAULT_PAGE_SIZE),
  }),
  body: z.undefined(),
  answer: { status: 200, description: 'A page of logs', body: z.object({ logs: z.array(listedLog), ...pageAnswer }) },
});
