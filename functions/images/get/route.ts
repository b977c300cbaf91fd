import * as z from 'zod';
import { defineRoute, none } from '../../shared/http/route.ts';
import { shownImage } from '../shown-image.ts';

const link = z.url().nullable();

export const getImageRoute = defineRoute({
  name: 'getImage',
  method: 'GET',
  path: '/images/{id}',
  summary: 'One image, with links to its original and its copies',
  access: 'member',
  // Of an event that named no object, the id is that of the event.
  parameters: z.strictObject({ id: z.string().regex(/^[\w-]{1,128}$/, 'must be the id of an image') }),
  query: none,
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'The image',
    body: shownImage.extend({
      links: z
        .object({ original: link, processed: link, thumbnail: link })
        .describe('They need no token, and work until `linksExpireAt`.'),
      linksExpireAt: z.iso.datetime(),
    }),
  },
});
