import type { UploadPartOutput, UploadPartRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { acceptBody } from '../bodies/accept.ts';
import { checksumMembers, requestedChecksum } from '../checksums/requested.ts';
import { invalidRequest } from '../errors.ts';
import { checkPartNumber } from '../multipart/part-number.ts';
import type { UploadChecksum } from '../multipart/upload.ts';
import { quoted } from '../objects/describe.ts';
import { encryptionMembers, refuseUnsupported } from '../objects/details.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = ({
  store,
  buckets,
  bodies,
  uploads,
  permissions,
}: Pick<S3Parts, 'store' | 'buckets' | 'bodies' | 'uploads' | 'permissions'>) =>
  operation<UploadPartRequest, UploadPartOutput>({
    name: 'UploadPart',
    access: ({ Bucket, Key }, call) => permissions.onObject('PutObject', Bucket, Key, call),
    async run(input, call) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      refuseUnsupported(input);
      const number = checkPartNumber(input.PartNumber);
      const { checksum: summed, details } = uploads.require(input.UploadId, bucket.name, input.Key);
      checkAlgorithm(summed, requestedChecksum(input, call)?.algorithm);
      const { received, md5, checksums, sent } = await acceptBody(bodies, input, call, () => summed.algorithm);
      const checksum = checksums[summed.algorithm] ?? '';
      try {
        store.transaction(() => {
          // Asked again: the upload may have ended while the part was on its way.
          const upload = uploads.require(input.UploadId, bucket.name, input.Key);
          const segments = bodies.keep(received);
          uploads.putPart(upload, { number, size: received.size, etag: md5, checksum, segments });
        });
      } catch (error) {
        bodies.discard(received);
        throw error;
      }
      const shown = sent ?? (summed.chosen ? summed.algorithm : undefined);
      return {
        ETag: quoted(md5),
        ...(shown ? checksumMembers({ algorithm: shown, value: checksums[shown] ?? '' }) : {}),
        ...encryptionMembers(details),
      };
    },
  });

/** A part must be summed as its upload is, when the upload's creator chose how. @throws AwsError InvalidRequest */
function checkAlgorithm({ algorithm, chosen }: UploadChecksum, sent: string | undefined): void {
  if (!chosen || sent === undefined || sent === algorithm) return;
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${sent.toLowerCase()}`,
  );
}
