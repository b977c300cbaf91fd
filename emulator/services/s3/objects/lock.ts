import type { ObjectLockLegalHoldStatus, ObjectLockMode } from '@aws-sdk/client-s3';
import type { BucketSettings } from '../buckets/bucket.ts';
import { accessDenied, invalidArgument, invalidRequest } from '../errors.ts';
import type { Lock, Version } from './object.ts';

const DAY_MILLISECONDS = 86_400_000;

/** The members of a write that lock what it writes. */
export interface LockInput {
  readonly ObjectLockMode?: ObjectLockMode | undefined;
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: ObjectLockLegalHoldStatus | undefined;
}

/**
 * What protects a new version: what its writer said, else the bucket's default retention.
 *
 * @param now epoch milliseconds
 * @throws AwsError InvalidRequest, InvalidArgument
 */
export function lockFor(input: LockInput, settings: BucketSettings, now: number): Lock | undefined {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until, ObjectLockLegalHoldStatus: legalHold } = input;
  if ((mode || until || legalHold) && !settings.objectLock) {
    throw invalidRequest('Bucket is missing Object Lock Configuration');
  }
  if (Boolean(mode) !== Boolean(until)) {
    throw invalidArgument(
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
      mode ? 'x-amz-object-lock-retain-until-date' : 'x-amz-object-lock-mode',
    );
  }
  if (until && until.getTime() <= now) {
    throw invalidArgument(
      'The retain until date must be in the future!',
      'x-amz-object-lock-retain-until-date',
      until.toISOString(),
    );
  }
  const retention = mode && until ? { mode, retainUntil: until.getTime() } : defaultRetention(settings, now);
  if (!retention && !legalHold) return undefined;
  return { ...retention, ...(legalHold ? { legalHold } : {}) };
}

function defaultRetention({ objectLock }: BucketSettings, now: number): Lock | undefined {
  const { Mode: mode, Days = 0, Years = 0 } = objectLock?.Rule?.DefaultRetention ?? {};
  return mode && { mode, retainUntil: now + (Days + 365 * Years) * DAY_MILLISECONDS };
}

/** @throws AwsError AccessDenied while a legal hold or a retention period protects the version */
export function checkRemovable(version: Version, now: number, bypassGovernance = false): void {
  if (!version.isDeleteMarker && isProtected(version.details.lock, now, bypassGovernance)) {
    throw accessDenied('Access Denied because object protected by object lock.');
  }
}

/** Whether a lock is in force. */
export function isProtected(lock: Lock | undefined, now: number, bypassGovernance: boolean): boolean {
  if (!lock) return false;
  if (lock.legalHold === 'ON') return true;
  if (lock.retainUntil === undefined || lock.retainUntil <= now) return false;
  return !(lock.mode === 'GOVERNANCE' && bypassGovernance);
}
