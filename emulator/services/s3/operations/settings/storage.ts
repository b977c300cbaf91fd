import type {
  DeleteBucketEncryptionRequest,
  DeleteBucketTaggingRequest,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  PutBucketEncryptionRequest,
  PutBucketTaggingRequest,
  PutBucketVersioningRequest,
  PutObjectLockConfigurationRequest,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../../../door/errors.ts';
import type { Bucket } from '../../buckets/bucket.ts';
import { readEncryption, readObjectLock } from '../../buckets/settings.ts';
import { malformedXml, notConfigured, notImplemented } from '../../errors.ts';
import { bucketTags, tagList } from '../../tagging.ts';
import { changesSetting, type SettingDeps, showsSetting } from './setting.ts';

export const versioningOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html
  showsSetting<GetBucketVersioningRequest, GetBucketVersioningOutput>(s3, {
    name: 'GetBucketVersioning',
    action: 'GetBucketVersioning',
    show: ({ settings: { versioning } }) => (versioning ? { Status: versioning } : {}),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html
  changesSetting<PutBucketVersioningRequest>(s3, {
    name: 'PutBucketVersioning',
    action: 'PutBucketVersioning',
    change: ({ VersioningConfiguration: { Status, MFADelete } = {} }, bucket) => {
      if (MFADelete === 'Enabled') throw notImplemented('MfaDelete');
      return { versioning: newVersioning(Status, bucket) };
    },
  }),
];

export function newVersioning(status: string | undefined, { settings }: Pick<Bucket, 'settings'>) {
  if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
  if (status === 'Enabled' || !settings.objectLock) return status;
  throw new AwsError(
    'InvalidBucketState',
    'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    { status: 409 },
  );
}

export const encryptionOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html
  showsSetting<GetBucketEncryptionRequest, GetBucketEncryptionOutput>(s3, {
    name: 'GetBucketEncryption',
    action: 'GetEncryptionConfiguration',
    show: ({ settings }) => ({
      ServerSideEncryptionConfiguration: { Rules: [...(settings.encryption ?? DEFAULT_ENCRYPTION)] },
    }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
  changesSetting<PutBucketEncryptionRequest>(s3, {
    name: 'PutBucketEncryption',
    action: 'PutEncryptionConfiguration',
    change: ({ ServerSideEncryptionConfiguration: configuration }) => ({
      encryption: readEncryption(configuration?.Rules),
    }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html
  changesSetting<DeleteBucketEncryptionRequest>(s3, {
    name: 'DeleteBucketEncryption',
    action: 'PutEncryptionConfiguration',
    change: () => ({ encryption: undefined }),
  }),
];

/** Every bucket encrypts since 2023 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html). */
const DEFAULT_ENCRYPTION = [
  { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const }, BucketKeyEnabled: false },
];

export const bucketTaggingOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html
  showsSetting<GetBucketTaggingRequest, GetBucketTaggingOutput>(s3, {
    name: 'GetBucketTagging',
    action: 'GetBucketTagging',
    show({ name, settings }) {
      if (settings.tags) return { TagSet: tagList(settings.tags) };
      throw notConfigured('NoSuchTagSet', 'The TagSet does not exist', name);
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
  changesSetting<PutBucketTaggingRequest>(s3, {
    name: 'PutBucketTagging',
    action: 'PutBucketTagging',
    change: ({ Tagging }) => ({ tags: bucketTags(Tagging?.TagSet) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html
  changesSetting<DeleteBucketTaggingRequest>(s3, {
    name: 'DeleteBucketTagging',
    action: 'PutBucketTagging',
    change: () => ({ tags: undefined }),
  }),
];

export const objectLockOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectLockConfiguration.html
  showsSetting<GetObjectLockConfigurationRequest, GetObjectLockConfigurationOutput>(s3, {
    name: 'GetObjectLockConfiguration',
    action: 'GetBucketObjectLockConfiguration',
    show({ name, settings }) {
      if (settings.objectLock) return { ObjectLockConfiguration: settings.objectLock };
      throw notConfigured(
        'ObjectLockConfigurationNotFoundError',
        'Object Lock configuration does not exist for this bucket',
        name,
      );
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html
  changesSetting<PutObjectLockConfigurationRequest>(s3, {
    name: 'PutObjectLockConfiguration',
    action: 'PutBucketObjectLockConfiguration',
    change: ({ ObjectLockConfiguration }, bucket) => ({ objectLock: readObjectLock(ObjectLockConfiguration, bucket) }),
  }),
];
