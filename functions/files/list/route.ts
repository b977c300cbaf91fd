import * as z from 'zod';
import { pageAnswer, pageQuery } from '../../shared/http/page.ts';
import { defineRoute, none } from '../../shared/http/route.ts';
import { timeQuery } from '../../shared/http/time-query.ts';

const DEFAULT_PAGE_SIZE = 20;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucketName = z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be the name of a bucket');

const listedFile = z.object({
  bucket: z.string(),
  key: z.string(),
  sizeBytes: z.number().int().min(0),
  lastModified: z.iso.datetime(),
  url: z.url().describe('Needs no token, and works until `urlsExpireAt`.'),
});

export const listFilesRoute = defineRoute({
  name: 'listFiles',
  method: 'GET',
  path: '/files',
  summary: 'What lies in the buckets, newest first',
  access: 'admin',
  parameters: none,
  query: z.strictObject({
    bucket: bucketName.optional().describe('Of one bucket; of all, when it is left out.'),
    from: timeQuery.optional().describe('Not modified before this.'),
    to: timeQuery.optional().describe('Modified before this.'),
    ...pageQuery(DEFAULT_PAGE_SIZE),
  }),
  body: z.undefined(),
  answer: {
    status: 200,
    description: 'A page of files. A file is listed some seconds after it has come.',
    body: z.object({ files: z.array(listedFile), ...pageAnswer, urlsExpireAt: z.iso.datetime() }),
  },
});
