import type { Account } from '../../runtime/account.ts';

export const bucketArn = ({ partition }: Account, bucket: string): string => `arn:${partition}:s3:::${bucket}`;

export const objectArn = (account: Account, bucket: string, key: string): string =>
  `${bucketArn(account, bucket)}/${key}`;

/** The key that S3 uses for `aws:kms` when none is named. */
export const defaultKmsKeyArn = ({ partition, region, id }: Account): string =>
  `arn:${partition}:kms:${region}:${id}:alias/aws/s3`;
