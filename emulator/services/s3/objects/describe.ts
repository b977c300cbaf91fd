import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import type { Bucket } from '../buckets/bucket.ts';
import { expirationOf } from '../lifecycle/rules.ts';
import { encryptionMembers } from './details.ts';
import type { ContentHeaders, ObjectVersion } from './object.ts';

/** What GetObject and HeadObject say about an object, apart from body, length, range and checksum. */
export function describeObject(version: ObjectVersion, bucket: Bucket): HeadObjectOutput {
  const { details, tags } = version;
  const tagCount = Object.keys(tags).length;
  const expiration = version.isLatest ? expirationOf(bucket, version) : undefined;
  return {
    AcceptRanges: 'bytes',
    LastModified: new Date(version.modifiedAt),
    ETag: quoted(version.etag),
    Metadata: { ...details.metadata },
    ...headerMembers(details.headers),
    ...encryptionMembers(details),
    ...versionMember(version, bucket),
    ...(details.storageClass === 'STANDARD' ? {} : { StorageClass: details.storageClass }),
    ...(tagCount > 0 ? { TagCount: tagCount } : {}),
    ...(expiration ? { Expiration: expiration } : {}),
    ...lockMembers(version),
  };
}

function headerMembers(headers: ContentHeaders): HeadObjectOutput {
  return {
    ContentType: headers.contentType,
    CacheControl: headers.cacheControl,
    ContentDisposition: headers.contentDisposition,
    ContentEncoding: headers.contentEncoding,
    ContentLanguage: headers.contentLanguage,
    ...(headers.expiresAt === undefined ? {} : { Expires: new Date(headers.expiresAt) }),
    WebsiteRedirectLocation: headers.redirectLocation,
  };
}

function lockMembers({ details: { lock } }: ObjectVersion): HeadObjectOutput {
  if (!lock) return {};
  return {
    ...(lock.mode ? { ObjectLockMode: lock.mode } : {}),
    ...(lock.retainUntil === undefined ? {} : { ObjectLockRetainUntilDate: new Date(lock.retainUntil) }),
    ...(lock.legalHold ? { ObjectLockLegalHoldStatus: lock.legalHold } : {}),
  };
}

/** The version id, which a bucket that never had versioning does not show. */
export function versionMember({ versionId }: { versionId: string }, { settings }: Bucket): { VersionId?: string } {
  return settings.versioning ? { VersionId: versionId } : {};
}

export const quoted = (etag: string): string => `"${etag}"`;
