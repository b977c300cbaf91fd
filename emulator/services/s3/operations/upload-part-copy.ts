import type { UploadPartCopyOutput, UploadPartCopyRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { digestSegments } from '../bodies/digest-segments.ts';
import { sizeOf, slice } from '../bodies/segment.ts';
import { checksumMembers } from '../checksums/requested.ts';
import { openCopySource, readCopySource } from '../copy-source.ts';
import { entityTooLarge } from '../errors.ts';
import { LARGEST_SINGLE_BODY_BYTES } from '../limits.ts';
import { checkPartNumber } from '../multipart/part-number.ts';
import { quoted, versionMember } from '../objects/describe.ts';
import { encryptionMembers, refuseUnsupported } from '../objects/details.ts';
import { readAccess } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';
import { readCopyRange } from '../range.ts';

type Deps = Pick<S3Parts, 'store' | 'buckets' | 'objects' | 'bodies' | 'uploads' | 'permissions'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy = (s3: Deps) =>
  operation<UploadPartCopyRequest, UploadPartCopyOutput>({
    name: 'UploadPartCopy',
    access: ({ Bucket, Key, CopySource }, call) => [
      ...readAccess(s3, readCopySource(CopySource), call, 'GetObject'),
      ...s3.permissions.onObject('PutObject', Bucket, Key, call, { 's3:x-amz-copy-source': CopySource }),
    ],
    async run(input) {
      const { store, buckets, bodies, uploads } = s3;
      const target = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      refuseUnsupported(input);
      const number = checkPartNumber(input.PartNumber);
      const { checksum: summed, details } = uploads.require(input.UploadId, target.name, input.Key);
      const source = openCopySource(s3, input);
      const range = input.CopySourceRange;
      const { segments: all, size: sourceSize } = source.version;
      const segments = range === undefined ? all : slice(all, readCopyRange(range, sourceSize));
      const size = sizeOf(segments);
      if (size > LARGEST_SINGLE_BODY_BYTES) throw entityTooLarge(size, LARGEST_SINGLE_BODY_BYTES);
      const { md5, checksum } = await digestSegments(bodies, segments, summed.algorithm);
      const part = store.transaction(() => {
        const upload = uploads.require(input.UploadId, target.name, input.Key);
        s3.objects.require(source.version.bucket, source.version.key, source.version.versionId);
        bodies.share(segments);
        return uploads.putPart(upload, { number, size, etag: md5, checksum, segments });
      });
      const shown = summed.chosen ? { algorithm: summed.algorithm, value: checksum } : undefined;
      const { VersionId } = versionMember(source.version, source.bucket);
      return {
        ...(VersionId ? { CopySourceVersionId: VersionId } : {}),
        CopyPartResult: { ETag: quoted(md5), LastModified: new Date(part.modifiedAt), ...checksumMembers(shown) },
        ...encryptionMembers(details),
      };
    },
  });
