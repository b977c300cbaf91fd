import * as z from 'zod';
import { pageAnswer, pageQuery } from '../../shared/http/page.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';
import { shownImage } from '../shown-image.ts';

const DEFAULT_PAGE_SIZE = 20;

const listedImage = shownImage.extend({
  links: z
    .object({ thumbnail: z.url().nullable() })
    .describe('Null when there is none. They need no token, and work until `linksExpireAt`.'),
});

export const listImagesRoute = defineRoute({
  name: 'listImages',
  method: 'GET',
  path: '/images',
  summary: 'Images, the newest first',
  access: 'member',
  parameters: none,
  query: z.strictObject({
    status: z.enum(['completed', 'error'], 'must be completed or error').optional(),
    from: timeQuery.optional().describe('Not uploaded before this.'),
    to: timeQuery.optional().describe('Uploaded before this.'),
    ...pageQuery(DEFAULT_PAGE_SIZE),
  }),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A page of images',
    body: z.object({ images: z.array(listedImage), ...pageAnswer, linksExpireAt: z.iso.datetime() }),
  },
});
