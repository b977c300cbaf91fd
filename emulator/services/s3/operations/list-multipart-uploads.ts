import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { commonPrefixes, keyWriter, readPageSize, rowsOf } from '../objects/page.ts';
import { afterKey } from '../objects/sources.ts';
import { walk } from '../objects/walk.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads = ({
  account,
  buckets,
  uploads,
  permissions,
}: Pick<S3Parts, 'account' | 'buckets' | 'uploads' | 'permissions'>) =>
  operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput>({
    name: 'ListMultipartUploads',
    access: ({ Bucket }, call) => permissions.onBucket('ListBucketMultipartUploads', Bucket, call),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const write = keyWriter(input.EncodingType);
      const limit = readPageSize(input.MaxUploads, 'max-uploads', LIST_PAGE_ENTRIES);
      const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker, UploadIdMarker } = input;
      const page = walk(uploads.inBucket(bucket.name), {
        prefix,
        delimiter,
        start: startOf(KeyMarker, UploadIdMarker),
        limit,
      });
      const last = page.entries.at(-1);
      const owner = ownerOf(account);
      return {
        Bucket: bucket.name,
        KeyMarker: write(KeyMarker ?? ''),
        UploadIdMarker: UploadIdMarker ?? '',
        Prefix: write(prefix),
        MaxUploads: limit,
        IsTruncated: page.truncated,
        ...(delimiter ? { Delimiter: write(delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        ...(page.truncated ? { NextKeyMarker: write(last?.prefix ?? last?.row?.key ?? '') } : {}),
        ...(page.truncated && last?.row ? { NextUploadIdMarker: last.row.id } : {}),
        Uploads: rowsOf(page).map(({ id, key, initiatedAt, details, checksum }) => ({
          UploadId: id,
          Key: write(key),
          Initiated: new Date(initiatedAt),
          StorageClass: details.storageClass,
          Owner: owner,
          Initiator: owner,
          ...(checksum.chosen ? { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type } : {}),
        })),
        ...commonPrefixes(page, write),
      };
    },
  });

/** A key marker alone is past all uploads of that key. */
function startOf(key: string | undefined, upload: string | undefined) {
  if (!key) return { from: '' };
  return upload ? { from: key, past: upload } : afterKey(key);
}
