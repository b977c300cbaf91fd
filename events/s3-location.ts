import * as z from 'zod';

/** Bucket name rules: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'must be a bucket name: 3 to 63 of a-z, 0-9, dot and hyphen');

/** Key rules: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const MAX_KEY_BYTES = 1024;

export const objectKey = z
  .string()
  .min(1)
  .refine(
    (key) => new TextEncoder().encode(key).length <= MAX_KEY_BYTES,
    `must be at most ${MAX_KEY_BYTES} bytes of UTF-8`,
  )
  .describe('As it is, not URL-encoded.');

/** Where an object is. */
export const s3Location = z.object({ bucket: bucketName, key: objectKey });
