import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { notImplemented } from '../errors.ts';
import { deleteObjectVersion } from '../objects/delete.ts';
import type { S3Parts } from '../parts.ts';
import { deleteAccess } from '../permissions.ts';

type Deps = Pick<S3Parts, 'clock' | 'store' | 'buckets' | 'objects' | 'events' | 'permissions'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const deleteObject = (s3: Deps) =>
  operation<DeleteObjectRequest, DeleteObjectOutput>({
    name: 'DeleteObject',
    access: (input, call) => deleteAccess(s3.permissions, input, call, input.BypassGovernanceRetention),
    run(input, cause) {
      const bucket = s3.buckets.require(input.Bucket, input.ExpectedBucketOwner);
      if (input.IfMatchLastModifiedTime ?? input.IfMatchSize) {
        throw notImplemented(
          'x-amz-if-match-last-modified-time and x-amz-if-match-size, which are of directory buckets',
        );
      }
      const { deleteMarker, versionId } = s3.store.transaction(() =>
        deleteObjectVersion(s3, bucket, {
          key: input.Key ?? '',
          versionId: input.VersionId,
          ifMatch: input.IfMatch,
          bypassGovernance: input.BypassGovernanceRetention,
          cause,
        }),
      );
      return { ...(deleteMarker ? { DeleteMarker: true } : {}), ...(versionId ? { VersionId: versionId } : {}) };
    },
  });
