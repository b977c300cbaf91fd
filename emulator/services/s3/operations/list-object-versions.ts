import type { ListObjectVersionsOutput, ListObjectVersionsRequest, StorageClass } from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import { invalidArgument } from '../errors.ts';
import { LIST_PAGE_ENTRIES } from '../limits.ts';
import { listEntry } from '../objects/list-entry.ts';
import type { Version } from '../objects/object.ts';
import type { Objects } from '../objects/object-store.ts';
import { commonPrefixes, keyWriter, readPageSize, rowsOf } from '../objects/page.ts';
import { afterKey, allVersions } from '../objects/sources.ts';
import { type Position, walk } from '../objects/walk.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';
import { listConditions } from '../permissions.ts';

type Listed = NonNullable<ListObjectVersionsOutput['Versions']>[number];

/** The SDK's output, whose type knows of one storage class where S3 answers any. */
type Answer = Omit<ListObjectVersionsOutput, 'Versions'> & {
  readonly Versions?: (Omit<Listed, 'StorageClass'> & { readonly StorageClass: StorageClass })[];
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions = ({
  account,
  store,
  buckets,
  objects,
  permissions,
}: Pick<S3Parts, 'account' | 'store' | 'buckets' | 'objects' | 'permissions'>) =>
  operation<ListObjectVersionsRequest, Answer>({
    name: 'ListObjectVersions',
    access: (input, call) => permissions.onBucket('ListBucketVersions', input.Bucket, call, listConditions(input)),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      const write = keyWriter(input.EncodingType);
      const limit = readPageSize(input.MaxKeys, 'max-keys', LIST_PAGE_ENTRIES);
      const { Prefix: prefix = '', Delimiter: delimiter = '', KeyMarker, VersionIdMarker } = input;
      const start = startOf(objects, bucket.name, KeyMarker, VersionIdMarker);
      const page = walk(allVersions(store, bucket.name), { prefix, delimiter, start, limit });
      const last = page.entries.at(-1);
      return {
        Name: bucket.name,
        Prefix: write(prefix),
        KeyMarker: write(KeyMarker ?? ''),
        VersionIdMarker: VersionIdMarker ?? '',
        MaxKeys: limit,
        IsTruncated: page.truncated,
        ...(delimiter ? { Delimiter: write(delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        ...(page.truncated ? { NextKeyMarker: write(last?.prefix ?? last?.row?.key ?? '') } : {}),
        ...(page.truncated && last?.row ? { NextVersionIdMarker: last.row.versionId } : {}),
        ...split(rowsOf(page), write, ownerOf(account)),
        ...commonPrefixes(page, write),
      };
    },
  });

/** Versions and delete markers are two lists in the answer. */
function split(rows: readonly Version[], write: (key: string) => string, Owner: ReturnType<typeof ownerOf>) {
  const Versions = rows.flatMap((row) =>
    row.isDeleteMarker ? [] : [{ ...listEntry(row, write), VersionId: row.versionId, IsLatest: row.isLatest, Owner }],
  );
  const DeleteMarkers = rows.flatMap((row) =>
    row.isDeleteMarker
      ? [
          {
            Key: write(row.key),
            VersionId: row.versionId,
            IsLatest: row.isLatest,
            LastModified: new Date(row.modifiedAt),
            Owner,
          },
        ]
      : [],
  );
  return { ...(Versions.length > 0 ? { Versions } : {}), ...(DeleteMarkers.length > 0 ? { DeleteMarkers } : {}) };
}

/** A key marker alone is past all versions of that key; with a version it is past that one. */
function startOf(objects: Objects, bucket: string, key: string | undefined, versionId: string | undefined): Position {
  if (!versionId) return key ? afterKey(key) : { from: '' };
  if (!key) {
    throw invalidArgument(
      'A version-id marker cannot be specified without a key marker.',
      'version-id-marker',
      versionId,
    );
  }
  const version = objects.find(bucket, key, versionId);
  if (version) return { from: key, past: version.id };
  throw invalidArgument('Invalid version id specified', 'version-id-marker', versionId);
}
