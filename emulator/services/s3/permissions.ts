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
