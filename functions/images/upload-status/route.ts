import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';

export const uploadStatusRoute = defineRoute({
  name: 'getUpload',
  method: 'GET',
  path: '/uploads/{id}',
  summary: 'What became of an upload',
  access: 'member',
  parameters: z.strictObject({ id: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits') }),
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'How far it has come',
    body: z.object({
      uploadId: z.string(),
      status: z.enum(['awaiting-upload', 'processing', 'completed', 'error']),
      imageId: z.string().nullable().describe('As soon as the object is there.'),
      links: z.object({ image: z.url().nullable().describe('As soon as there is an outcome.') }),
    }),
  },
});
