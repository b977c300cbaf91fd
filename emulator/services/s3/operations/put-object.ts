import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { acceptBody } from '../bodies/accept.ts';
import { typedChecksumMembers } from '../checksums/requested.ts';
import { quoted, versionMember } from '../objects/describe.ts';
import { encryptionMembers, newDetails } from '../objects/details.ts';
import { checkKey } from '../objects/key.ts';
import type { S3Parts } from '../parts.ts';
import { writeAccess } from '../permissions.ts';
import { headerTags } from '../tagging.ts';

/** The checksum that S3 computes when the client sends none (https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html). */
const DEFAULT_ALGORITHM = 'CRC64NVME';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = ({
  account,
  clock,
  buckets,
  bodies,
  writer,
  permissions,
}: Pick<S3Parts, 'account' | 'clock' | 'buckets' | 'bodies' | 'writer' | 'permissions'>) =>
  operation<PutObjectRequest, PutObjectOutput>({
    name: 'PutObject',
    access: (input, call) => writeAccess(permissions, input, call),
    async run(input, call) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const key = checkKey(input.Key);
      const described = newDetails(input, bucket, account, clock.now());
      const tags = headerTags(input.Tagging);
      writer.check({ bucket: bucket.name, key }, input);
      const accepted = await acceptBody(bodies, input, call, (sent) => sent ?? DEFAULT_ALGORITHM);
      const algorithm = accepted.sent ?? DEFAULT_ALGORITHM;
      const checksum = { algorithm, value: accepted.checksums[algorithm] ?? '', type: 'FULL_OBJECT' as const };
      const details = { ...described, checksum };
      const object = { bucket: bucket.name, key, size: accepted.received.size, etag: accepted.md5, tags, details };
      const version = writer.received({ object, conditions: input, reason: 'PutObject', call }, accepted.received);
      return {
        ETag: quoted(version.etag),
        ...typedChecksumMembers(checksum),
        ...encryptionMembers(details),
        ...versionMember(version, bucket),
      };
    },
  });
