import { type Account, arn } from '../../runtime/account.ts';
import { invalidParameter } from './errors.ts';

/** An ARN's parts: `arn`, partition, service, region, account, and the rest. */
const ARN_PARTS = 6;

export const topicArn = (account: Account, name: string) => arn(account, 'sns', name);

/** The topic that a subscription's ARN names. */
export const topicArnOf = (subscriptionArn: string) => subscriptionArn.slice(0, subscriptionArn.lastIndexOf(':'));

/**
 * Checks that a parameter is the ARN of something in this account and region.
 *
 * @throws AwsError InvalidParameter in AWS's words
 */
export function checkArn(account: Account, parameter: string, text: string | undefined): string {
  const parts = (text ?? '').split(':');
  if (parts.length < ARN_PARTS) {
    throw invalidParameter(`${parameter} Reason: An ARN must have at least ${ARN_PARTS} elements, not ${parts.length}`);
  }
  const [prefix, , service, region, owner] = parts;
  if (!text || prefix !== 'arn' || service !== 'sns' || region !== account.region || owner !== account.id)
    throw invalidParameter(parameter);
  return text;
}
