import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';
import { MAX_POINTS, PERIODS_SECONDS } from './span.ts';

const PERIODS = `must be one of ${PERIODS_SECONDS.join(', ')} (seconds)`;

const counts = z.array(z.number().int());
const milliseconds = z.array(z.number().nullable());

export const activityRoute = defineRoute({
  name: 'getActivity',
  method: 'GET',
  path: '/activity',
  summary: 'What went on, over time',
  access: 'member',
  parameters: none,
  query: z.strictObject({
    from: timeQuery.optional().describe('The first period is the one of this time; without it, a day before `to`.'),
    to: timeQuery.optional().describe('The last period is the one before this time; without it, now.'),
    period: z.coerce
      .number(PERIODS)
      .refine((seconds) => PERIODS_SECONDS.some((period) => period === seconds), PERIODS)
      .optional()
      .describe(
        `Seconds, one of ${PERIODS_SECONDS.join(', ')}; without it, as short as makes a plot that can be read. At most ${MAX_POINTS} periods are answered.`,
      ),
  }),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A number for each period, oldest first; at most a minute old',
    body: z.object({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      periodSeconds: z.number().int(),
      times: z.array(z.iso.datetime()).describe('When each period begins.'),
      imageProcessingMilliseconds: z
        .object({ average: milliseconds, p95: milliseconds })
        .describe('From the start of the workflow to its outcome; null for a period without images.'),
      logs: z.record(z.enum(LOG_LEVELS), counts),
      notifications: z.record(z.enum(PRIORITIES), counts),
      messagesPerMinute: z.object({ people: z.array(z.number()), bot: z.array(z.number()) }),
      errors: z
        .object({
          functions: counts.describe('Invocations that failed.'),
          requests: counts.describe('Requests over HTTP that were answered with a status of 500 or above.'),
          images: counts.describe('Images that could not be processed.'),
          notifications: counts.describe('Notifications that could not be sent.'),
        })
        .describe('How many of each.'),
      generatedAt: z.iso.datetime(),
    }),
  },
});
