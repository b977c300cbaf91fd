import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { MAX_NAME_CHARACTERS } from '../../../events/logs-submitted/v1.ts';
import { pageAnswer, pageQuery } from '../../shared/http/page.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';

const DEFAULT_PAGE_SIZE = 10;
const MAX_TEXT_CHARACTERS = 100;
/** A page of a search reads no more than so many logs, some 300 KB: what is behind them is for the next page. */
export const MAX_SEARCHED_A_PAGE = 1_000;

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
    text: z
      .string()
      .trim()
      .min(1, 'must not be empty')
      .max(MAX_TEXT_CHARACTERS, `must be at most ${MAX_TEXT_CHARACTERS} characters`)
      .optional()
      .describe(
        `What the message, service, user or batch contains, in any case. A page looks at ${MAX_SEARCHED_A_PAGE} logs at most: it may hold fewer than asked for, or none, and have a next one.`,
      ),
    ...pageQuery(DEFAULT_PAGE_SIZE),
  }),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A page of logs',
    body: z.object({
      logs: z.array(listedLog),
      ...pageAnswer,
      searchedTo: z.iso
        .datetime()
        .nullable()
        .describe('The time of the oldest log that was looked at for this page; null when there was none.'),
    }),
  },
});
