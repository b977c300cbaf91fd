import { walk } from '../objects/walk.ts';
import type { S3Parts } from '../parts.ts';
import type { Bucket } from './bucket.ts';

/**
 * Removes an empty bucket, and with it the uploads that nobody will complete.
 *
 * @throws AwsError BucketNotEmpty
 */
export function removeBucket(
  { store, buckets, uploads }: Pick<S3Parts, 'store' | 'buckets' | 'uploads'>,
  bucket: Bucket,
) {
  const all = { prefix: '', delimiter: '', start: { from: '' }, limit: Number.MAX_SAFE_INTEGER };
  store.transaction(() => {
    buckets.delete(bucket);
    for (const { row } of walk(uploads.inBucket(bucket.name), all).entries) if (row) uploads.remove(row);
  });
}
