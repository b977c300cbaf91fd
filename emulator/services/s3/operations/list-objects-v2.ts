import type { ListObjectsV2Output, ListObjectsV2Request } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { invalidArgument } from '../errors.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { listEntry } from '../objects/list-entry.ts';
import { commonPrefixes, keyWriter, readPageSize, rowsOf } from '../objects/page.ts';
import { afterKey, currentObjects } from '../objects/sources.ts';
import { walk } from '../objects/walk.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';
import { listConditions } from '../permissions.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = ({
  account,
  store,
  buckets,
  permissions,
}: Pick<S3Parts, 'account' | 'store' | 'buckets' | 'permissions'>) =>
  operation<ListObjectsV2Request, ListObjectsV2Output>({
    name: 'ListObjectsV2',
    access: (input, call) => permissions.onBucket('ListBucket', input.Bucket, call, listConditions(input)),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const write = keyWriter(input.EncodingType);
      const limit = readPageSize(input.MaxKeys, 'max-keys', LIST_PAGE_ENTRIES);
      const {
        Prefix: prefix = '',
        Delimiter: delimiter = '',
        ContinuationToken: token,
        StartAfter: startAfter,
      } = input;
      const after = token === undefined ? startAfter : readToken(token);
      const start = after ? afterKey(after) : { from: '' };
      const page = walk(currentObjects(store, bucket.name), { prefix, delimiter, start, limit });
      const last = page.entries.at(-1);
      return {
        Name: bucket.name,
        Prefix: write(prefix),
        MaxKeys: limit,
        KeyCount: page.entries.length,
        IsTruncated: page.truncated,
        ...(delimiter ? { Delimiter: write(delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        ...(startAfter ? { StartAfter: write(startAfter) } : {}),
        ...(token === undefined ? {} : { ContinuationToken: token }),
        ...(page.truncated ? { NextContinuationToken: tokenOf(last?.prefix ?? last?.row?.key ?? '') } : {}),
        ...contents(
          rowsOf(page).map((object) => listEntry(object, write)),
          input.FetchOwner ? ownerOf(account) : undefined,
        ),
        ...commonPrefixes(page, write),
      };
    },
  });

function contents(entries: ReturnType<typeof listEntry>[], owner: ReturnType<typeof ownerOf> | undefined) {
  if (entries.length === 0) return {};
  return { Contents: owner ? entries.map((entry) => ({ ...entry, Owner: owner })) : entries };
}

/** Tokens begin with a mark, so that what is none is told from one. */
const TOKEN_MARK = '1';

const tokenOf = (last: string) => TOKEN_MARK + Buffer.from(last).toString('base64url');

function readToken(token: string): string {
  if (!/^1[A-Za-z0-9_-]+$/.test(token)) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return Buffer.from(token.slice(TOKEN_MARK.length), 'base64url').toString();
}
