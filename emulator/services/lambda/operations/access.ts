import type { Access } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { functionArn, parseFunctionName } from '../functions/function-name.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import { policyDocument } from '../functions/resource-policy.ts';

interface Named {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

export interface AccessDeps {
  readonly account: Account;
  readonly functions: FunctionStore;
}

/** What an operation on a function needs: its action on the function's ARN, by the caller's policies or the function's own. */
export function functionAccess(action: string, { account, functions }: AccessDeps): (input: Named) => Access[] {
  return ({ FunctionName, Qualifier }) => {
    const reference = parseFunctionName(FunctionName, Qualifier);
    const policy = functions.policy(reference);
    return [
      {
        action: `lambda:${action}`,
        resource: functionArn(account, reference),
        ...(policy ? { resourcePolicy: policyDocument(policy) } : {}),
      },
    ];
  };
}

/** What an operation without a resource needs. */
export const generalAccess = (action: string) => (): Access[] => [{ action: `lambda:${action}`, resource: '*' }];

/** A role can be given to a function only by who may pass it on. */
export const passRole = (role: string | undefined): Access[] =>
  role === undefined
    ? []
    : [{ action: 'iam:PassRole', resource: role, conditions: { 'iam:PassedToService': ['lambda.amazonaws.com'] } }];
