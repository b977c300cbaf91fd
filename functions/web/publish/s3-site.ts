import { DeleteObjectCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { PublishPorts } from './publish-page.ts';

/** A site that lies in a bucket. */
export function s3Site(client: S3Client, Bucket: string): Omit<PublishPorts, 'now'> {
  return {
    async *stored() {
      for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket })) {
        for (const { Key, LastModified } of Contents)
          if (Key && LastModified) yield { key: Key, lastModified: LastModified };
      }
    },
    async put({ key, body, contentType, cacheControl }) {
      await client.send(
        new PutObjectCommand({ Bucket, Key: key, Body: body, ContentType: contentType, CacheControl: cacheControl }),
      );
    },
    async delete(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: key }));
    },
  };
}
