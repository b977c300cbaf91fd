import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { notImplemented } from '../errors.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export const abortMultipartUpload = ({
  store,
  buckets,
  uploads,
  permissions,
}: Pick<S3Parts, 'store' | 'buckets' | 'uploads' | 'permissions'>) =>
  operation<AbortMultipartUploadRequest, AbortMultipartUploadOutput>({
    name: 'AbortMultipartUpload',
    access: ({ Bucket, Key }, call) => permissions.onObject('AbortMultipartUpload', Bucket, Key, call),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      if (input.IfMatchInitiatedTime)
        throw notImplemented('x-amz-if-match-initiated-time, which is of directory buckets');
      store.transaction(() => uploads.remove(uploads.require(input.UploadId, bucket.name, input.Key)));
      return {};
    },
  });
