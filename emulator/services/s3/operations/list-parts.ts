import type { ListPartsOutput, ListPartsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { checksumMembers } from '../checksums/requested.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { quoted } from '../objects/describe.ts';
import { readPageSize } from '../objects/page.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = ({
  account,
  buckets,
  uploads,
  permissions,
}: Pick<S3Parts, 'account' | 'buckets' | 'uploads' | 'permissions'>) =>
  operation<ListPartsRequest, ListPartsOutput>({
    name: 'ListParts',
    access: ({ Bucket, Key }, call) => permissions.onObject('ListMultipartUploadParts', Bucket, Key, call),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const upload = uploads.require(input.UploadId, bucket.name, input.Key);
      const limit = readPageSize(input.MaxParts, 'max-parts', LIST_PAGE_ENTRIES);
      const past = Number(input.PartNumberMarker ?? 0);
      const found = uploads.parts(upload, past, limit + 1);
      const parts = found.slice(0, limit);
      const { algorithm, type, chosen } = upload.checksum;
      const owner = ownerOf(account);
      return {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        PartNumberMarker: String(past),
        NextPartNumberMarker: String(parts.at(-1)?.number ?? 0),
        MaxParts: limit,
        IsTruncated: found.length > limit,
        Parts: parts.map(({ number, size, etag, modifiedAt, checksum }) => ({
          PartNumber: number,
          LastModified: new Date(modifiedAt),
          ETag: quoted(etag),
          Size: size,
          ...(chosen ? checksumMembers({ algorithm, value: checksum }) : {}),
        })),
        Initiator: owner,
        Owner: owner,
        StorageClass: upload.details.storageClass,
        ...(chosen ? { ChecksumAlgorithm: algorithm, ChecksumType: type } : {}),
      };
    },
  });
