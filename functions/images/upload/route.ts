import * as z from 'zod';
import { acceptedBody } from '../../shared/http/accepted.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { FORMAT_FACTS, IMAGE_FORMATS } from '../image-format.ts';

const CONTENT_TYPES = IMAGE_FORMATS.map((format) => FORMAT_FACTS[format].contentType);

const MAX_FILENAME_CHARACTERS = 200;

/** A name, not a path: it becomes the last part of a key. */
const filename = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(MAX_FILENAME_CHARACTERS, `must be at most ${MAX_FILENAME_CHARACTERS} characters`)
  .regex(/^[^/\\\u0000-\u001f\u007f]+$/, 'must be a name: no slashes, no control characters')
  .refine((name) => name.isWellFormed() && name !== '.' && name !== '..', 'must be a name');

export const uploadImageRoute = defineRoute({
  name: 'uploadImage',
  method: 'POST',
  path: '/images',
  summary: 'Leave to upload one image; the upload itself starts the workflow',
  access: 'member',
  parameters: none,
  query: none,
  body: z.strictObject({
    filename,
    contentType: z.enum(CONTENT_TYPES, `must be one of ${CONTENT_TYPES.join(', ')}`),
  }),
  answer: {
    status: 202,
    description: 'Where and how to upload it',
    body: acceptedBody.omit({ eventId: true }).extend({
      uploadId: z.string(),
      upload: z
        .object({
          url: z.url(),
          fields: z.record(z.string(), z.string()),
          expiresAt: z.iso.datetime(),
          maxBytes: z.number().int(),
        })
        .describe(
          'POST a form (multipart/form-data) to `url`: all `fields`, and as the last one the image, named `file`.',
        ),
    }),
  },
});
