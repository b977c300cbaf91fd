import * as z from 'zod';
import { defineRoute } from '../../shared/http/route.ts';

/** For whatever no other route is for. */
export const notFoundRoute = defineRoute({
  name: 'notFound',
  method: 'GET',
  path: '/$default',
  summary: 'Says that there is no such route, and which there are',
  access: 'member',
  parameters: z.object({}),
  query: z.object({}).catchall(z.string()),
  body: z.undefined(),
  answer: { status: 200, description: 'Never', body: z.never() },
});
