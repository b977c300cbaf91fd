import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';

export const describeRoute = defineRoute({
  name: 'describeApi',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description',
  access: 'member',
  parameters: none,
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'OpenAPI 3.1',
    body: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }),
  },
});
