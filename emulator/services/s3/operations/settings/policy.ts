import type {
  DeleteBucketPolicyRequest,
  GetBucketPolicyOutput,
  GetBucketPolicyRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  PutBucketPolicyRequest,
} from '@aws-sdk/client-s3';
import type { Account } from '../../../../runtime/account.ts';
import type { Bucket } from '../../buckets/bucket.ts';
import { isPublicPolicy, newPolicy } from '../../buckets/policy.ts';
import { notConfigured } from '../../errors.ts';
import { changesSetting, type SettingDeps, showsSetting } from './setting.ts';

export const policyOperations = (s3: SettingDeps & { account: Account }) => [
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html
  showsSetting<GetBucketPolicyRequest, GetBucketPolicyOutput>(s3, {
    name: 'GetBucketPolicy',
    action: 'GetBucketPolicy',
    show: (bucket) => ({ Policy: present(bucket) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
  changesSetting<PutBucketPolicyRequest>(s3, {
    name: 'PutBucketPolicy',
    action: 'PutBucketPolicy',
    change: ({ Policy }, bucket) => ({ policy: newPolicy(Policy, bucket, s3.account) }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html
  changesSetting<DeleteBucketPolicyRequest>(s3, {
    name: 'DeleteBucketPolicy',
    action: 'DeleteBucketPolicy',
    change: () => ({ policy: undefined }),
  }),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html
  showsSetting<GetBucketPolicyStatusRequest, GetBucketPolicyStatusOutput>(s3, {
    name: 'GetBucketPolicyStatus',
    action: 'GetBucketPolicyStatus',
    show(bucket) {
      present(bucket);
      return { PolicyStatus: { IsPublic: isPublicPolicy(bucket.policy) } };
    },
  }),
];

function present({ name, settings }: Bucket): string {
  if (settings.policy !== undefined) return settings.policy;
  throw notConfigured('NoSuchBucketPolicy', 'The bucket policy does not exist', name);
}
