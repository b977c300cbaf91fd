import type { Access, Call } from '../../door/operation.ts';
import type { Account } from '../../runtime/account.ts';
import { bucketArn, objectArn } from './arns.ts';
import type { Bucket } from './buckets/bucket.ts';
import type { Buckets } from './buckets/bucket-store.ts';
import { isPublicPolicy } from './buckets/policy.ts';

/** Values of condition keys as an operation knows them; absent ones are left out. */
export type Conditions = Readonly<Record<string, string | number | undefined>>;

/**
 * What policies must allow for S3's operations
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html). Where the bucket does not
 * exist nothing is asked: S3 answers NoSuchBucket then, whoever calls.
 */
export class Permissions {
  readonly #account: Account;
  readonly #buckets: Buckets;

  constructor({ account, buckets }: { account: Account; buckets: Buckets }) {
    this.#account = account;
    this.#buckets = buckets;
  }

  onBucket(action: string, name: string | undefined, call: Call, conditions: Conditions = {}): Access[] {
    const bucket = this.#buckets.find(name);
    return bucket ? [access(action, bucketArn(this.#account, bucket.name), bucket, call, conditions)] : [];
  }

  onObject(
    action: string,
    name: string | undefined,
    key: string | undefined,
    call: Call,
    conditions: Conditions = {},
  ): Access[] {
    const bucket = this.#buckets.find(name);
    return bucket ? [access(action, objectArn(this.#account, bucket.name, key ?? ''), bucket, call, conditions)] : [];
  }
}

function access(action: string, resource: string, bucket: Bucket, { principal }: Call, conditions: Conditions): Access {
  const given = Object.entries(conditions).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [String(value)]] as const],
  );
  // RestrictPublicBuckets leaves of a public policy only what it grants within the account, and to services.
  const restricted =
    principal.kind === 'anonymous' &&
    bucket.settings.publicAccessBlock?.RestrictPublicBuckets &&
    isPublicPolicy(bucket.policy);
  return {
    action: `s3:${action}`,
    resource,
    conditions: Object.fromEntries(given),
    ...(bucket.policy && !restricted ? { resourcePolicy: bucket.policy } : {}),
  };
}

/** The members of a write that policies can ask about. */
export interface WriteAccessInput {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
  readonly Tagging?: string | undefined;
  readonly ACL?: string | undefined;
  readonly StorageClass?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly ObjectLockMode?: string | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

/** What an operation that makes an object needs, by the headers it uses; `more` are further conditions of PutObject. */
export function writeAccess(
  permissions: Permissions,
  input: WriteAccessInput,
  call: Call,
  more: Conditions = {},
): Access[] {
  const { Bucket, Key } = input;
  const conditions = {
    's3:x-amz-acl': input.ACL,
    's3:x-amz-storage-class': input.StorageClass,
    's3:x-amz-server-side-encryption': input.ServerSideEncryption,
    's3:x-amz-server-side-encryption-aws-kms-key-id': input.SSEKMSKeyId,
    's3:if-match': input.IfMatch,
    's3:if-none-match': input.IfNoneMatch,
    's3:object-lock-mode': input.ObjectLockMode,
    's3:object-lock-legal-hold': input.ObjectLockLegalHoldStatus,
    ...requestTags(new URLSearchParams(input.Tagging)),
    ...more,
  };
  const also = [
    ...(input.Tagging ? ['PutObjectTagging'] : []),
    ...(input.ACL ? ['PutObjectAcl'] : []),
    ...(input.ObjectLockMode ? ['PutObjectRetention'] : []),
    ...(input.ObjectLockLegalHoldStatus ? ['PutObjectLegalHold'] : []),
  ];
  return ['PutObject', ...also].flatMap((action) => permissions.onObject(action, Bucket, Key, call, conditions));
}

/** `s3:RequestObjectTag/<key>` for each tag of a request. */
export const requestTags = (tags: Iterable<readonly [string, string]>): Conditions =>
  Object.fromEntries(Array.from(tags, ([key, value]) => [`s3:RequestObjectTag/${key}`, value]));

/** `s3:ExistingObjectTag/<key>` for each tag that the object has. */
export const existingTags = (tags: Readonly<Record<string, string>>): Conditions =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`s3:ExistingObjectTag/${key}`, value]));

/** What a deletion needs; a version has an action of its own. */
export function deleteAccess(
  permissions: Permissions,
  { Bucket, Key, VersionId }: { Bucket: string | undefined; Key: string | undefined; VersionId?: string | undefined },
  call: Call,
  bypassGovernance = false,
): Access[] {
  const action = VersionId === undefined ? 'DeleteObject' : 'DeleteObjectVersion';
  const actions = bypassGovernance ? [action, 'BypassGovernanceRetention'] : [action];
  return actions.flatMap((name) => permissions.onObject(name, Bucket, Key, call, { 's3:VersionId': VersionId }));
}

/** The condition keys of lists. */
export const listConditions = (input: {
  Prefix?: string | undefined;
  Delimiter?: string | undefined;
  MaxKeys?: number | undefined;
}): Conditions => ({
  's3:prefix': input.Prefix,
  's3:delimiter': input.Delimiter,
  's3:max-keys': input.MaxKeys,
});
