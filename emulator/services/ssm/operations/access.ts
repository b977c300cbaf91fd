import type { Access } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';
import { parameterArn, parseSelector } from '../parameter-name.ts';

/** What policies must allow for parameters by name. */
export const onParameters = (account: Account, action: string, selectors: readonly string[]): Access[] =>
  selectors.map((selector) => ({
    action: `ssm:${action}`,
    resource: parameterArn(account, parseSelector(selector).name),
  }));

/** What policies must allow for an operation on all parameters. */
export const onAll = (account: Account, action: string): Access[] => [
  { action: `ssm:${action}`, resource: arn(account, 'ssm', '*') },
];
