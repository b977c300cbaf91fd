import type {
  DeleteBucketOwnershipControlsRequest,
  DeletePublicAccessBlockRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutBucketOwnershipControlsRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import { publicAccessBlock, readOwnership } from '../../buckets/settings.ts';
import { notConfigured } from '../../errors.ts';
import { changesSetting, type SettingDeps, showsSetting } from './setting.ts';

export const publicAccessOperations = (s3: SettingDeps) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
  showsSetting<GetPublicAccessBlockRequest, GetPublicAccessBlockOutput>(s3, {
    name: 'GetPublicAccessBlock',
    action: 'GetBucketPublicAccessBlock',
    show({ name, settings }) {
      if (settings.publicAccessBlock) return { PublicAccessBlockConfiguration: settings.publicAccessBlock };
      throw notConfigured(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        name,
      );
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html
  changesSetting<PutPublicAccessBlockRequest>(s3, {
    name: 'PutPublicAccessBlock',
    action: 'PutBucketPublicAccessBlock',
    change: ({ PublicAccessBlockConfiguration }) => ({
      publicAccessBlock: publicAccessBlock(PublicAccessBlockConfiguration),
    }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html
  changesSetting<DeletePublicAccessBlockRequest>(s3, {
    name: 'DeletePublicAccessBlock',
    action: 'PutBucketPublicAccessBlock',
    change: () => ({ publicAccessBlock: undefined }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html
  showsSetting<GetBucketOwnershipControlsRequest, GetBucketOwnershipControlsOutput>(s3, {
    name: 'GetBucketOwnershipControls',
    action: 'GetBucketOwnershipControls',
    show({ name, settings }) {
      if (settings.ownership) return { OwnershipControls: { Rules: [{ ObjectOwnership: settings.ownership }] } };
      throw notConfigured('OwnershipControlsNotFoundError', 'The bucket ownership controls were not found', name);
    },
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html
  changesSetting<PutBucketOwnershipControlsRequest>(s3, {
    name: 'PutBucketOwnershipControls',
    action: 'PutBucketOwnershipControls',
    change: ({ OwnershipControls }) => ({ ownership: readOwnership(OwnershipControls?.Rules) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html
  changesSetting<DeleteBucketOwnershipControlsRequest>(s3, {
    name: 'DeleteBucketOwnershipControls',
    action: 'PutBucketOwnershipControls',
    change: () => ({ ownership: undefined }),
  }),
];
