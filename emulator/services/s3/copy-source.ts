import type { Bucket } from './buckets/bucket.ts';
import { checkCopySource } from './conditions.ts';
import { invalidArgument, invalidRequest, notImplemented } from './errors.ts';
import type { ObjectVersion } from './objects/object.ts';
import { present } from './objects/read.ts';
import type { S3Parts } from './parts.ts';

/** `x-amz-copy-source`, decoded. */
export interface CopySource {
  readonly Bucket: string;
  readonly Key: string;
  readonly VersionId?: string;
}

/**
 * Reads `bucket/key?versionId=…`, URL-encoded, with or without a slash before it.
 *
 * @throws AwsError InvalidArgument; NotImplemented for an access point's ARN
 */
export function readCopySource(header: string | undefined): CopySource {
  const text = header ?? '';
  if (decode(text).startsWith('arn:')) throw notImplemented('x-amz-copy-source with an access point');
  const found =
    /^\/?([^/?]+)\/(.+?)(?:\?versionId=([^&]*))?$/s.exec(text) ??
    /^\/?([^/]+?)%2F(.+?)(?:\?versionId=([^&]*))?$/is.exec(text);
  const [, Bucket = '', key = '', VersionId] = found ?? [];
  if (!found) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      text,
    );
  }
  return { Bucket: decode(Bucket), Key: decode(key), ...(VersionId ? { VersionId } : {}) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, '%20'));
  } catch {
    throw invalidArgument('x-amz-copy-source must be URL-encoded UTF-8', 'x-amz-copy-source', text);
  }
}

/** The members that choose the source of CopyObject and UploadPartCopy. */
export interface CopySourceInput {
  readonly CopySource: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/**
 * Finds what is to be copied.
 *
 * @throws AwsError NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest (a delete marker), PreconditionFailed
 */
export function openCopySource(
  { buckets, objects }: Pick<S3Parts, 'buckets' | 'objects'>,
  input: CopySourceInput,
): { bucket: Bucket; version: ObjectVersion } {
  const { Bucket, Key, VersionId } = readCopySource(input.CopySource);
  const bucket = buckets.require(Bucket, input.ExpectedSourceBucketOwner);
  const found = objects.require(Bucket, Key, VersionId);
  if (found.isDeleteMarker && VersionId !== undefined) {
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  const version = present(found, undefined);
  checkCopySource(version, {
    ifMatch: input.CopySourceIfMatch,
    ifNoneMatch: input.CopySourceIfNoneMatch,
    ifModifiedSince: input.CopySourceIfModifiedSince,
    ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
  });
  return { bucket, version };
}
