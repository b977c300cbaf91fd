import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { chooseChecksum } from '../multipart/checksum-choice.ts';
import { encryptionMembers, newDetails } from '../objects/details.ts';
import { checkKey } from '../objects/key.ts';
import type { S3Parts } from '../parts.ts';
import { writeAccess } from '../permissions.ts';
import { headerTags } from '../tagging.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload = ({
  account,
  clock,
  buckets,
  uploads,
  permissions,
}: Pick<S3Parts, 'account' | 'clock' | 'buckets' | 'uploads' | 'permissions'>) =>
  operation<CreateMultipartUploadRequest, CreateMultipartUploadOutput>({
    name: 'CreateMultipartUpload',
    access: (input, call) => writeAccess(permissions, input, call),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const key = checkKey(input.Key);
      const checksum = chooseChecksum(input.ChecksumAlgorithm, input.ChecksumType);
      const details = newDetails(input, bucket, account, clock.now());
      const upload = uploads.create({ bucket: bucket.name, key, tags: headerTags(input.Tagging), details, checksum });
      return {
        Bucket: bucket.name,
        Key: key,
        UploadId: upload.id,
        ...encryptionMembers(details),
        ...(checksum.chosen ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
      };
    },
  });
