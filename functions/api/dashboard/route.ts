import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import { defineRoute, none } from '../../shared/http/route.ts';

const count = z.number().int();

const recentError = z.object({
  id: z.string(),
  timestamp: z.iso.datetime(),
  level: z.enum(LOG_LEVELS),
  message: z.string().describe('Its first 100 characters.'),
  service: z.string(),
});

const activity = z.object({
  name: z.string(),
  invocations: count,
  errors: count,
  averageMilliseconds: z.number().nullable().describe('Null when it was not invoked.'),
});

export const dashboardRoute = defineRoute({
  name: 'getDashboard',
  method: 'GET',
  path: '/dashboard',
  summary: 'What a person who runs the application wants to see at once',
  access: 'admin',
  parameters: none,
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'At most some seconds old, and the activity of functions a minute',
    body: z.object({
      images: z.object({
        total: count,
        successful: count,
        failed: count,
        averageSizeBytes: z
          .number()
          .nullable()
          .describe('Of the originals that were processed; null when there are none.'),
      }),
      logs: z.object({
        total: count,
        byLevel: z.record(z.enum(LOG_LEVELS), count),
        setAside: count.describe('Entries that could not be taken.'),
        batches: z.object({ total: count, rejected: count, failed: count }),
        recentErrors: z.array(recentError).describe('The newest ERROR and CRITICAL ones.'),
      }),
      notifications: z.object({
        total: count,
        successful: count,
        failed: count,
        byPriority: z.record(z.enum(PRIORITIES), count),
      }),
      storage: z.array(z.object({ bucket: z.string(), holds: z.string(), objects: count, bytes: count })),
      functions: z.object({
        total: count,
        names: z.array(z.string()),
        lastDay: z
          .object({ invocations: count, errors: count, busiest: z.array(activity) })
          .nullable()
          .describe('Null when CloudWatch does not answer.'),
      }),
      generatedAt: z.iso.datetime(),
      version: z.string().describe('Of the application.'),
    }),
  },
});
