import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../door/errors.ts';
import { operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { bucketArn } from '../arns.ts';
import { type BucketSettings, NEW_BUCKET_SETTINGS } from '../buckets/bucket.ts';
import { isBucketName } from '../buckets/bucket-name.ts';
import { removeBucket } from '../buckets/remove-bucket.ts';
import { bucketAlreadyOwnedByYou, invalidArgument, invalidBucketName, notImplemented } from '../errors.ts';
import { LIST_BUCKETS_PAGE_ENTRIES } from '../limits.ts';
import { ownerOf } from '../owner.ts';
import type { S3Parts } from '../parts.ts';
import { bucketTags } from '../tagging.ts';
import type { Nothing } from './settings/setting.ts';

/** The region whose buckets have no location constraint, and where creating one's own bucket again succeeds. */
const CLASSIC_REGION = 'us-east-1';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const createBucket = ({ account, buckets }: Pick<S3Parts, 'account' | 'buckets'>) =>
  operation<CreateBucketRequest, CreateBucketOutput>({
    name: 'CreateBucket',
    access: ({ Bucket = '' }) => [{ action: 's3:CreateBucket', resource: bucketArn(account, Bucket) }],
    run(input) {
      const { Bucket: name = '', CreateBucketConfiguration: { LocationConstraint: location } = {} } = input;
      if (!isBucketName(name)) throw invalidBucketName(name);
      checkLocation(location, account);
      const settings = newSettings(input);
      const exists = buckets.find(name) !== undefined;
      if (exists && account.region !== CLASSIC_REGION) throw bucketAlreadyOwnedByYou(name);
      if (!exists) buckets.create(name, settings);
      return { Location: `/${name}`, BucketArn: bucketArn(account, name) };
    },
  });

/** @throws AwsError InvalidLocationConstraint, IllegalLocationConstraintException */
function checkLocation(location: string | undefined, { region }: Account): void {
  if (location === CLASSIC_REGION) {
    throw new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', {
      members: { LocationConstraint: location },
    });
  }
  const wanted = region === CLASSIC_REGION ? undefined : region;
  if (location === wanted) return;
  const given = location === undefined ? 'unspecified' : location;
  throw new AwsError(
    'IllegalLocationConstraintException',
    `The ${given} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );
}

function newSettings(input: CreateBucketRequest): BucketSettings {
  const { CreateBucketConfiguration: configuration = {}, ACL, BucketNamespace } = input;
  if (configuration.Location ?? configuration.Bucket) throw notImplemented('directory buckets');
  if (BucketNamespace && BucketNamespace !== 'global')
    throw notImplemented(`x-amz-bucket-namespace: ${BucketNamespace}`);
  if (ACL && ACL !== 'private') throw notImplemented(`x-amz-acl: ${ACL}`);
  const grant =
    input.GrantFullControl ?? input.GrantRead ?? input.GrantReadACP ?? input.GrantWrite ?? input.GrantWriteACP;
  if (grant) throw notImplemented('x-amz-grant-*');
  return {
    ...NEW_BUCKET_SETTINGS,
    ...(input.ObjectOwnership ? { ownership: input.ObjectOwnership } : {}),
    ...(input.ObjectLockEnabledForBucket
      ? { versioning: 'Enabled', objectLock: { ObjectLockEnabled: 'Enabled' } }
      : {}),
    ...(configuration.Tags?.length ? { tags: bucketTags(configuration.Tags) } : {}),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const deleteBucket = (s3: Pick<S3Parts, 'store' | 'buckets' | 'uploads' | 'permissions'>) =>
  operation<DeleteBucketRequest, Nothing>({
    name: 'DeleteBucket',
    access: ({ Bucket }, call) => s3.permissions.onBucket('DeleteBucket', Bucket, call),
    run({ Bucket, ExpectedBucketOwner }) {
      removeBucket(s3, s3.buckets.require(Bucket, ExpectedBucketOwner));
      return {};
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const headBucket = ({ account, buckets, permissions }: Pick<S3Parts, 'account' | 'buckets' | 'permissions'>) =>
  operation<HeadBucketRequest, HeadBucketOutput>({
    name: 'HeadBucket',
    access: ({ Bucket }, call) => permissions.onBucket('ListBucket', Bucket, call),
    run({ Bucket, ExpectedBucketOwner }) {
      const { name } = buckets.require(Bucket, ExpectedBucketOwner);
      return { BucketArn: bucketArn(account, name), BucketRegion: account.region, AccessPointAlias: false };
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const getBucketLocation = ({
  account,
  buckets,
  permissions,
}: Pick<S3Parts, 'account' | 'buckets' | 'permissions'>) =>
  operation<
    GetBucketLocationRequest,
    { LocationConstraint?: string } & Omit<GetBucketLocationOutput, 'LocationConstraint'>
  >({
    name: 'GetBucketLocation',
    access: ({ Bucket }, call) => permissions.onBucket('GetBucketLocation', Bucket, call),
    run({ Bucket, ExpectedBucketOwner }) {
      buckets.require(Bucket, ExpectedBucketOwner);
      return account.region === CLASSIC_REGION ? {} : { LocationConstraint: account.region };
    },
  });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const listBuckets = ({ account, buckets }: Pick<S3Parts, 'account' | 'buckets'>) =>
  operation<ListBucketsRequest, ListBucketsOutput>({
    name: 'ListBuckets',
    access: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
    run({ Prefix = '', MaxBuckets = LIST_BUCKETS_PAGE_ENTRIES, ContinuationToken, BucketRegion }) {
      if (MaxBuckets < 1 || MaxBuckets > LIST_BUCKETS_PAGE_ENTRIES) {
        throw invalidArgument(
          `max-buckets must be between 1 and ${LIST_BUCKETS_PAGE_ENTRIES}`,
          'max-buckets',
          MaxBuckets,
        );
      }
      const after = ContinuationToken && Buffer.from(ContinuationToken, 'base64url').toString();
      const found = buckets
        .list()
        .filter(({ name }) => name.startsWith(Prefix) && (!after || name > after))
        .filter(() => BucketRegion === undefined || BucketRegion === account.region);
      const page = found.slice(0, MaxBuckets);
      const last = page.at(-1)?.name ?? '';
      return {
        Owner: ownerOf(account),
        Buckets: page.map(({ name, createdAt }) => ({
          Name: name,
          CreationDate: new Date(createdAt),
          BucketRegion: account.region,
        })),
        ...(Prefix ? { Prefix } : {}),
        ...(found.length > page.length ? { ContinuationToken: Buffer.from(last).toString('base64url') } : {}),
      };
    },
  });
