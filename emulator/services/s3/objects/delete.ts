import type { Bucket } from '../buckets/bucket.ts';
import { checkWrite } from '../conditions.ts';
import type { Cause } from '../events.ts';
import type { S3Parts } from '../parts.ts';
import { checkRemovable } from './lock.ts';
import { NULL_VERSION } from './object.ts';

export interface Deletion {
  readonly key: string;
  readonly versionId?: string | undefined;
  readonly ifMatch?: string | undefined;
  readonly bypassGovernance?: boolean | undefined;
  readonly cause: Cause;
}

/** What a deletion did: the marker that it made or removed, if any, and the version it was about. */
export interface Deleted {
  readonly deleteMarker?: boolean | undefined;
  readonly versionId?: string | undefined;
}

/**
 * Deletes as the bucket's versioning says: for good, or by a delete marker
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html). What is not there is deleted
 * already. Call it in a transaction.
 *
 * @throws AwsError AccessDenied, PreconditionFailed, NoSuchKey (for `ifMatch` on nothing)
 */
export function deleteObjectVersion(
  { objects, events, clock }: Pick<S3Parts, 'objects' | 'events' | 'clock'>,
  bucket: Bucket,
  { key, versionId, ifMatch, bypassGovernance, cause }: Deletion,
): Deleted {
  if (ifMatch !== undefined && ifMatch !== '*') {
    const aimedAt = objects.find(bucket.name, key, versionId);
    checkWrite(aimedAt?.isDeleteMarker ? undefined : aimedAt, key, { IfMatch: ifMatch });
  }
  const { versioning } = bucket.settings;
  if (versionId !== undefined || !versioning) {
    const version = objects.find(bucket.name, key, versionId ?? NULL_VERSION);
    if (!version) return versionId === undefined ? {} : { versionId };
    checkRemovable(version, clock.now(), bypassGovernance);
    objects.remove(version);
    events.deleted(bucket, version, 'removed', cause);
    const marker = version.isDeleteMarker ? { deleteMarker: true } : {};
    return versionId === undefined ? {} : { versionId, ...marker };
  }
  const marker = objects.mark(bucket, key);
  events.deleted(bucket, marker, 'marked', cause);
  return { deleteMarker: true, versionId: marker.versionId };
}
