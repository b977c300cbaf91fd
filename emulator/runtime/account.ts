/** The one account and region that the emulator plays. */
export interface Account {
  /** Twelve digits. */
  readonly id: string;
  readonly region: string;
  readonly partition: string;
  readonly urlSuffix: string;
}

export const LOCAL_ACCOUNT: Account = {
  id: '000000000000',
  region: 'us-east-1',
  partition: 'aws',
  urlSuffix: 'amazonaws.com',
};

/**
 * An Amazon Resource Name in this account and region
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
 *
 * @example arn(account, 'dynamodb', 'table/telar-dev-images')
 */
export function arn(account: Account, service: string, resource: string): string {
  return `arn:${account.partition}:${service}:${account.region}:${account.id}:${resource}`;
}
