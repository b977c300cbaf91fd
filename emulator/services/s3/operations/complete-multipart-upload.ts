import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { typedChecksumMembers } from '../checksums/requested.ts';
import { entityTooLarge, invalidRequest } from '../errors.ts';
import { LARGEST_OBJECT_BYTES } from '../limits.ts';
import { chooseParts, compositeEtag, objectChecksum } from '../multipart/assemble.ts';
import { quoted, versionMember } from '../objects/describe.ts';
import { encryptionMembers } from '../objects/details.ts';
import { objectLocation } from '../objects/location.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload = ({
  account,
  buckets,
  uploads,
  writer,
  permissions,
}: Pick<S3Parts, 'account' | 'buckets' | 'uploads' | 'writer' | 'permissions'>) =>
  operation<CompleteMultipartUploadRequest, CompleteMultipartUploadOutput>({
    name: 'CompleteMultipartUpload',
    access: ({ Bucket, Key, IfMatch, IfNoneMatch }, call) =>
      permissions.onObject('PutObject', Bucket, Key, call, { 's3:if-match': IfMatch, 's3:if-none-match': IfNoneMatch }),
    run(input, call) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const upload = uploads.require(input.UploadId, bucket.name, input.Key);
      const uploaded = new Map(uploads.parts(upload).map((part) => [part.number, part]));
      const parts = chooseParts(upload, uploaded, input.MultipartUpload?.Parts);
      const size = parts.reduce((sum, part) => sum + part.size, 0);
      checkSize(size, input.MpuObjectSize);
      const checksum = objectChecksum(upload, parts, input);
      const shown = upload.checksum.type === 'COMPOSITE' || upload.checksum.chosen;
      const details = {
        ...upload.details,
        checksum,
        parts: parts.map((part) => ({
          number: part.number,
          size: part.size,
          ...(shown ? { checksum: part.checksum } : {}),
        })),
      };
      const object = {
        bucket: bucket.name,
        key: upload.key,
        size,
        etag: compositeEtag(parts),
        tags: upload.tags,
        details,
      };
      const version = writer.commit({ object, conditions: input, reason: 'CompleteMultipartUpload', call }, () => {
        uploads.remove(upload, new Set(parts.map(({ number }) => number)));
        return parts.flatMap(({ segments }) => segments);
      });
      return {
        Location: objectLocation(account, upload, call),
        Bucket: bucket.name,
        Key: upload.key,
        ETag: quoted(version.etag),
        ...typedChecksumMembers(checksum),
        ...encryptionMembers(details),
        ...versionMember(version, bucket),
      };
    },
  });

function checkSize(size: number, announced: number | undefined): void {
  if (size > LARGEST_OBJECT_BYTES) throw entityTooLarge(size, LARGEST_OBJECT_BYTES);
  if (announced === undefined || announced === size) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${size}`,
  );
}
