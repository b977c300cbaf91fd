import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';

const dependency = z.object({
  name: z.string(),
  status: z.enum(['up', 'down']),
  milliseconds: z.number().int().min(0).describe('How long it took to answer.'),
  error: z.string().nullable().describe('The name of the error, when it is down.'),
});

export const healthRoute = defineRoute({
  name: 'getHealth',
  method: 'GET',
  path: '/health',
  summary: 'Whether all is well, and with what it is not',
  access: 'anybody',
  parameters: none,
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'All is well',
    body: z.object({
      status: z.enum(['healthy', 'unhealthy']),
      checkedAt: z.iso.datetime(),
      dependencies: z.array(dependency),
    }),
  },
  alsoAnswers: { 503: 'A dependency is down' },
});
