import type {
  GetObjectLegalHoldOutput,
  GetObjectLegalHoldRequest,
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
  PutObjectLegalHoldOutput,
  PutObjectLegalHoldRequest,
  PutObjectRetentionOutput,
  PutObjectRetentionRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import {
  accessDenied,
  invalidArgument,
  invalidRequest,
  malformedXml,
  notConfigured,
  notImplemented,
} from '../errors.ts';
import { isProtected } from '../objects/lock.ts';
import type { Lock, ObjectVersion } from '../objects/object.ts';
import { present } from '../objects/read.ts';
import type { S3Parts } from '../parts.ts';

type Deps = Pick<S3Parts, 'clock' | 'buckets' | 'objects' | 'permissions'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectRetention.html */
export const getObjectRetention = (s3: Deps) =>
  operation<GetObjectRetentionRequest, GetObjectRetentionOutput>({
    name: 'GetObjectRetention',
    access: ({ Bucket, Key }, call) => s3.permissions.onObject('GetObjectRetention', Bucket, Key, call),
    run(input) {
      const { bucket, details } = find(s3, input);
      const { mode, retainUntil } = details.lock ?? {};
      if (!mode || retainUntil === undefined) throw noLock(bucket);
      return { Retention: { Mode: mode, RetainUntilDate: new Date(retainUntil) } };
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const putObjectRetention = (s3: Deps) =>
  operation<PutObjectRetentionRequest, PutObjectRetentionOutput>({
    name: 'PutObjectRetention',
    access: ({ Bucket, Key, BypassGovernanceRetention }, call) =>
      ['PutObjectRetention', ...(BypassGovernanceRetention ? ['BypassGovernanceRetention'] : [])].flatMap((action) =>
        s3.permissions.onObject(action, Bucket, Key, call),
      ),
    run(input) {
      const version = find(s3, input);
      const wanted = readRetention(input, s3.clock.now());
      checkChange(version.details.lock, wanted, s3.clock.now(), input.BypassGovernanceRetention ?? false);
      const { legalHold } = version.details.lock ?? {};
      const lock = { ...wanted, ...(legalHold ? { legalHold } : {}) };
      s3.objects.setDetails(version, { ...version.details, lock });
      return {};
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLegalHold.html */
export const getObjectLegalHold = (s3: Deps) =>
  operation<GetObjectLegalHoldRequest, GetObjectLegalHoldOutput>({
    name: 'GetObjectLegalHold',
    access: ({ Bucket, Key }, call) => s3.permissions.onObject('GetObjectLegalHold', Bucket, Key, call),
    run(input) {
      const { bucket, details } = find(s3, input);
      if (!details.lock?.legalHold) throw noLock(bucket);
      return { LegalHold: { Status: details.lock.legalHold } };
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold = (s3: Deps) =>
  operation<PutObjectLegalHoldRequest, PutObjectLegalHoldOutput>({
    name: 'PutObjectLegalHold',
    access: ({ Bucket, Key }, call) => s3.permissions.onObject('PutObjectLegalHold', Bucket, Key, call),
    run(input) {
      const version = find(s3, input);
      const legalHold = input.LegalHold?.Status;
      if (legalHold !== 'ON' && legalHold !== 'OFF') throw malformedXml();
      s3.objects.setDetails(version, { ...version.details, lock: { ...version.details.lock, legalHold } });
      return {};
    },
  });

const noLock = (bucket: string) =>
  notConfigured(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    bucket,
  );

function find({ buckets, objects }: Deps, input: GetObjectRetentionRequest): ObjectVersion {
  const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
  if (!bucket.settings.objectLock) throw invalidRequest('Bucket is missing Object Lock Configuration');
  return present(objects.require(bucket.name, input.Key ?? '', input.VersionId), input.VersionId);
}

function readRetention({ Retention = {} }: PutObjectRetentionRequest, now: number): Lock {
  if (Retention.EventHold ?? Retention.EventHoldDuration) throw notImplemented('EventHold');
  const { Mode: mode, RetainUntilDate: until } = Retention;
  if (!mode && !until) return {};
  if (!mode || !until) throw malformedXml();
  if (until.getTime() <= now) throw invalidArgument('The retain until date must be in the future!', 'RetainUntilDate');
  return { mode, retainUntil: until.getTime() };
}

/** A retention in force can be made longer; anything else only bypasses governance. @throws AwsError AccessDenied */
function checkChange(before: Lock | undefined, wanted: Lock, now: number, bypass: boolean): void {
  const { legalHold: _, ...retention } = before ?? {};
  if (!isProtected(retention, now, bypass)) return;
  const longer = wanted.mode === retention.mode && (wanted.retainUntil ?? 0) >= (retention.retainUntil ?? 0);
  if (!longer) throw accessDenied('Access Denied because object protected by object lock.');
}
