import type { Account } from '../../runtime/account.ts';
import { NO_VALUE } from './unknown.ts';

/**
 * The parameters that AWS itself fills
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html).
 */
export function pseudoParameters(
  account: Account,
  stack: { readonly name: string; readonly id: string; readonly notificationArns?: readonly string[] },
): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['AWS::AccountId', account.id],
    ['AWS::NoValue', NO_VALUE],
    ['AWS::NotificationARNs', stack.notificationArns ?? []],
    ['AWS::Partition', account.partition],
    ['AWS::Region', account.region],
    ['AWS::StackId', stack.id],
    ['AWS::StackName', stack.name],
    ['AWS::URLSuffix', account.urlSuffix],
  ]);
}
