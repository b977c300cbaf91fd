import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { AwsError } from '../../../door/errors.ts';
import type { Access, Call } from '../../../door/operation.ts';
import type { ByteRange } from '../../../runtime/blobs.ts';
import { typedChecksumMembers } from '../checksums/requested.ts';
import { checkRead } from '../conditions.ts';
import { invalidArgument, invalidPartNumber, invalidRequest, methodNotAllowed, noSuchKey } from '../errors.ts';
import type { S3Parts } from '../parts.ts';
import { existingTags } from '../permissions.ts';
import { contentRange, readRange } from '../range.ts';
import { describeObject } from './describe.ts';
import { refuseUnsupported } from './details.ts';
import type { ObjectVersion, StoredChecksum, Version } from './object.ts';

/** A version that is to be read, and how much of it. */
export interface Reading {
  readonly version: ObjectVersion;
  /** The whole object when absent. */
  readonly range?: ByteRange;
  readonly output: ReturnType<typeof describeObject>;
}

type ReadDeps = Pick<S3Parts, 'buckets' | 'objects' | 'permissions'>;

/**
 * What reading an object needs. Where the object is missing, only who may list the bucket learns so.
 *
 * @param action without the version, for example `GetObject`
 */
export function readAccess(
  { objects, permissions }: ReadDeps,
  input: { Bucket: string | undefined; Key: string | undefined; VersionId?: string | undefined },
  call: Call,
  action: string,
): Access[] {
  const { Bucket, Key, VersionId } = input;
  const version = objects.find(Bucket ?? '', Key ?? '', VersionId);
  const tags = version && !version.isDeleteMarker ? existingTags(version.tags) : {};
  const conditions = { 's3:VersionId': VersionId, ...tags };
  const versioned = VersionId === undefined ? action : action.replace('Object', 'ObjectVersion');
  const list = version && !version.isDeleteMarker ? [] : permissions.onBucket('ListBucket', Bucket, call);
  return [...permissions.onObject(versioned, Bucket, Key, call, conditions), ...list];
}

/**
 * Finds what GetObject and HeadObject read, and all that their answers share.
 *
 * @throws AwsError NoSuchKey, NoSuchVersion, MethodNotAllowed, NotModified, PreconditionFailed, InvalidRange …
 */
export function openObject({ buckets, objects }: ReadDeps, input: GetObjectRequest, { principal }: Call): Reading {
  const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
  refuseUnsupported(input);
  const version = present(objects.require(bucket.name, input.Key ?? '', input.VersionId), input.VersionId);
  checkRead(version, {
    ifMatch: input.IfMatch,
    ifNoneMatch: input.IfNoneMatch,
    ifModifiedSince: input.IfModifiedSince,
    ifUnmodifiedSince: input.IfUnmodifiedSince,
  });
  const overrides = responseOverrides(input);
  if (principal.kind === 'anonymous' && Object.keys(overrides).length > 0) {
    throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
  }
  const { range, checksum, partsCount } = chosenBytes(version, input);
  return {
    version,
    ...(range ? { range } : {}),
    output: {
      ...describeObject(version, bucket),
      ContentLength: range ? range.end - range.start + 1 : version.size,
      ...(range ? { ContentRange: contentRange(range, version.size) } : {}),
      ...(input.ChecksumMode === 'ENABLED' ? typedChecksumMembers(checksum) : {}),
      ...(partsCount ? { PartsCount: partsCount } : {}),
      ...overrides,
    },
  };
}

/** @throws AwsError NoSuchKey under a delete marker, MethodNotAllowed for a marker that was asked for by its id */
export function present(version: Version, versionId: string | undefined): ObjectVersion {
  if (!version.isDeleteMarker) return version;
  const headers = { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (versionId !== undefined) {
    throw methodNotAllowed('The specified method is not allowed against this resource.', {
      ...headers,
      allow: 'DELETE',
      'last-modified': new Date(version.modifiedAt).toUTCString(),
    });
  }
  const { code, message, status, members } = noSuchKey(version.key);
  throw new AwsError(code, message, { status, members, headers });
}

interface ChosenBytes {
  readonly range?: ByteRange;
  readonly checksum?: StoredChecksum;
  readonly partsCount?: number;
}

/** The bytes that a range or a part number chooses, and the checksum of just these bytes where it is known. */
function chosenBytes(version: ObjectVersion, { Range, PartNumber }: GetObjectRequest): ChosenBytes {
  const { parts, checksum } = version.details;
  if (PartNumber === undefined) {
    const range = readRange(Range, version.size);
    return range ? { range } : { ...(checksum ? { checksum } : {}) };
  }
  if (Range !== undefined) throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  if (!Number.isInteger(PartNumber) || PartNumber < 1) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', PartNumber);
  }
  if (!parts && PartNumber === 1) {
    return { ...(checksum ? { checksum } : {}), ...(version.size > 0 ? { range: whole(version) } : {}) };
  }
  const index = parts?.findIndex(({ number }) => number === PartNumber) ?? -1;
  const part = parts?.[index];
  if (!parts || !part) throw invalidPartNumber(PartNumber, parts?.length ?? 1);
  const start = parts.slice(0, index).reduce((sum, { size }) => sum + size, 0);
  const ofPart = checksum?.type === 'COMPOSITE' && part.checksum ? { ...checksum, value: part.checksum } : undefined;
  return {
    partsCount: parts.length,
    ...(ofPart ? { checksum: ofPart } : {}),
    ...(part.size > 0 ? { range: { start, end: start + part.size - 1 } } : {}),
  };
}

const whole = ({ size }: ObjectVersion): ByteRange => ({ start: 0, end: size - 1 });

function responseOverrides(input: GetObjectRequest) {
  return {
    ...(input.ResponseCacheControl ? { CacheControl: input.ResponseCacheControl } : {}),
    ...(input.ResponseContentDisposition ? { ContentDisposition: input.ResponseContentDisposition } : {}),
    ...(input.ResponseContentEncoding ? { ContentEncoding: input.ResponseContentEncoding } : {}),
    ...(input.ResponseContentLanguage ? { ContentLanguage: input.ResponseContentLanguage } : {}),
    ...(input.ResponseContentType ? { ContentType: input.ResponseContentType } : {}),
    ...(input.ResponseExpires ? { Expires: input.ResponseExpires } : {}),
  };
}
