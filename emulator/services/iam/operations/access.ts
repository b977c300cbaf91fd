import type { Access } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';

/** What IAM's own operations ask of policies: the action on a role or policy, by its ARN. */
export const iamAccess = (account: Account) => ({
  role: (action: string, name: string | undefined): Access[] => [
    { action: `iam:${action}`, resource: `arn:${account.partition}:iam::${account.id}:role/${name ?? '*'}` },
  ],
  policy: (action: string, arn: string | undefined): Access[] => [{ action: `iam:${action}`, resource: arn ?? '*' }],
  all: (action: string): Access[] => [{ action: `iam:${action}`, resource: '*' }],
});
