import type { PutObjectOutput, PutObjectRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { typedChecksumMembers } from '../checksums/requested.ts';
import { quoted, versionMember } from '../objects/describe.ts';
import { encryptionMembers } from '../objects/details.ts';
import { type WriteDeps, writeObject } from '../objects/write-object.ts';
import type { S3Parts } from '../parts.ts';
import { writeAccess } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export const putObject = (s3: WriteDeps & Pick<S3Parts, 'permissions'>) =>
  operation<PutObjectRequest, PutObjectOutput>({
    name: 'PutObject',
    access: (input, call) => writeAccess(s3.permissions, input, call),
    async run(input, call) {
      const { bucket, version } = await writeObject(s3, input, call, 'PutObject');
      return {
        ETag: quoted(version.etag),
        ...typedChecksumMembers(version.details.checksum),
        ...encryptionMembers(version.details),
        ...versionMember(version, bucket),
      };
    },
  });
