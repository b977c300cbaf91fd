import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';

const count = z.number().int();

export const statsRoute = defineRoute({
  name: 'getStats',
  method: 'GET',
  path: '/stats',
  summary: 'How many there are of everything',
  access: 'member',
  parameters: none,
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'At most some seconds old',
    body: z.object({
      images: count.describe('That have come, well or badly.'),
      logs: count.describe('That were taken.'),
      notifications: count.describe('To one recipient each, sent or not.'),
      files: count.describe('In all buckets together.'),
      uptimeSeconds: count.describe('For how long this has been counted: since the counters were deployed.'),
      generatedAt: z.iso.datetime(),
    }),
  },
});
