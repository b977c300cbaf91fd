import * as z from 'zod';

/**
 * What a message of the queue holds: an event of S3, of which only the place matters.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
const s3Event = z.object({
  id: z.string(),
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string().min(1) }) }),
});

export const fileChanges = z.object({
  Records: z.array(z.object({ messageId: z.string(), body: z.string() })).min(1),
});

export type FileChanges = z.infer<typeof fileChanges>;

/** @throws z.ZodError or SyntaxError when it is no event of S3 */
export function placeIn(body: string): { readonly bucket: string; readonly key: string } {
  const { detail } = s3Event.parse(JSON.parse(body));
  return { bucket: detail.bucket.name, key: detail.object.key };
}
