import type { ListObjectsOutput, ListObjectsRequest } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { listEntry } from '../objects/list-entry.ts';
import { commonPrefixes, keyWriter, readPageSize, rowsOf } from '../objects/page.ts';
import { afterKey, currentObjects } from '../objects/sources.ts';
import { walk } from '../objects/walk.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';
import { listConditions } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = ({
  account,
  store,
  buckets,
  permissions,
}: Pick<S3Parts, 'account' | 'store' | 'buckets' | 'permissions'>) =>
  operation<ListObjectsRequest, ListObjectsOutput>({
    name: 'ListObjects',
    access: (input, call) => permissions.onBucket('ListBucket', input.Bucket, call, listConditions(input)),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const write = keyWriter(input.EncodingType);
      const limit = readPageSize(input.MaxKeys, 'max-keys', LIST_PAGE_ENTRIES);
      const { Prefix: prefix = '', Delimiter: delimiter = '', Marker: marker = '' } = input;
      const start = marker ? afterKey(marker) : { from: '' };
      const page = walk(currentObjects(store, bucket.name), { prefix, delimiter, start, limit });
      const last = page.entries.at(-1);
      const Owner = ownerOf(account);
      return {
        Name: bucket.name,
        Prefix: write(prefix),
        Marker: write(marker),
        MaxKeys: limit,
        IsTruncated: page.truncated,
        ...(delimiter ? { Delimiter: write(delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        // Without a delimiter the last key is the next marker, and S3 leaves that to the client.
        ...(page.truncated && delimiter ? { NextMarker: write(last?.prefix ?? last?.row?.key ?? '') } : {}),
        Contents: rowsOf(page).map((object) => ({ ...listEntry(object, write), Owner })),
        ...commonPrefixes(page, write),
      };
    },
  });
