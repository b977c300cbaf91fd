import type { Access } from '../../door/operation.ts';
import { type Account, arn } from '../../runtime/account.ts';

/** What policies must allow for one stack, named by its name or ARN; without a name for all of them. */
export function onStack(account: Account, action: string, stack: string | undefined): Access[] {
  const resource = stack?.startsWith('arn:') ? stack : arn(account, 'cloudformation', `stack/${stack ?? '*'}/*`);
  return [{ action: `cloudformation:${action}`, resource }];
}

/** What policies must allow for operations that concern no stack. */
export const onAny = (action: string): Access[] => [{ action: `cloudformation:${action}`, resource: '*' }];
