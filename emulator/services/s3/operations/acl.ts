import type {
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetObjectAclOutput,
  GetObjectAclRequest,
  PutBucketAclRequest,
  PutObjectAclOutput,
  PutObjectAclRequest,
} from '@aws-sdk/client-s3';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Bucket } from '../buckets/bucket.ts';
import { aclNotSupported, notImplemented } from '../errors.ts';
import { present, readAccess } from '../objects/read.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';

type Deps = Pick<S3Parts, 'account' | 'buckets' | 'objects' | 'permissions'>;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const getBucketAcl = ({ account, buckets, permissions }: Deps) =>
  operation<GetBucketAclRequest, GetBucketAclOutput>({
    name: 'GetBucketAcl',
    access: ({ Bucket }, call) => permissions.onBucket('GetBucketAcl', Bucket, call),
    run({ Bucket, ExpectedBucketOwner }) {
      buckets.require(Bucket, ExpectedBucketOwner);
      return fullControl(account);
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl = (s3: Deps) =>
  operation<GetObjectAclRequest, GetObjectAclOutput>({
    name: 'GetObjectAcl',
    access: (input, call) => readAccess(s3, input, call, 'GetObjectAcl'),
    run({ Bucket, Key, VersionId, ExpectedBucketOwner }) {
      const bucket = s3.buckets.require(Bucket, ExpectedBucketOwner);
      present(s3.objects.require(bucket.name, Key ?? '', VersionId), VersionId);
      return fullControl(s3.account);
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAcl.html. Only `private` can be set here. */
export const putBucketAcl = ({ buckets, permissions }: Deps) =>
  operation<PutBucketAclRequest, Record<string, never>>({
    name: 'PutBucketAcl',
    access: ({ Bucket, ACL }, call) => permissions.onBucket('PutBucketAcl', Bucket, call, { 's3:x-amz-acl': ACL }),
    run(input) {
      checkChange(buckets.require(input.Bucket, input.ExpectedBucketOwner), input);
      return {};
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html. Only what leaves the object private can be set here. */
export const putObjectAcl = ({ buckets, objects, permissions }: Deps) =>
  operation<PutObjectAclRequest, PutObjectAclOutput>({
    name: 'PutObjectAcl',
    access: ({ Bucket, Key, ACL }, call) =>
      permissions.onObject('PutObjectAcl', Bucket, Key, call, { 's3:x-amz-acl': ACL }),
    run(input) {
      const bucket = buckets.require(input.Bucket, input.ExpectedBucketOwner);
      present(objects.require(bucket.name, input.Key ?? '', input.VersionId), input.VersionId);
      checkChange(bucket, input);
      return {};
    },
  });

/** All that an ACL says here: policies decide, and the owner may do everything. */
function fullControl(account: Account) {
  const owner = ownerOf(account);
  return {
    Owner: owner,
    Grants: [{ Grantee: { ...owner, Type: 'CanonicalUser' as const }, Permission: 'FULL_CONTROL' as const }],
  };
}

function checkChange({ settings }: Bucket, { ACL }: { readonly ACL?: string | undefined }): void {
  if ((settings.ownership ?? 'BucketOwnerEnforced') === 'BucketOwnerEnforced') throw aclNotSupported();
  if (ACL !== 'private' && ACL !== 'bucket-owner-full-control') {
    throw notImplemented(ACL ? `x-amz-acl: ${ACL}` : 'access control lists');
  }
}
