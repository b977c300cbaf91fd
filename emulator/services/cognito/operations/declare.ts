import { type AnyOperation, type Call, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { poolArn } from '../arns.ts';

/**
 * What users and their apps call: IAM is not asked, as on AWS
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/security_iam_service-with-iam.html#user-pool-public-operations).
 */
export const publicOperation = <I, O>(name: string, run: (input: I) => O | Promise<O>): AnyOperation =>
  operation<I, O>({ name, access: () => [], run: (input) => run(input) });

/** What administrators call on one pool. */
export const poolOperation = <I extends { readonly UserPoolId?: string | undefined }, O>(
  account: Account,
  name: string,
  run: (input: I, call: Call) => O | Promise<O>,
): AnyOperation =>
  operation<I, O>({
    name,
    access: ({ UserPoolId }) => [
      { action: `cognito-idp:${name}`, resource: UserPoolId ? poolArn(account, UserPoolId) : '*' },
    ],
    run,
  });

/** What acts on no pool there is. */
export const accountOperation = <I, O>(name: string, run: (input: I) => O | Promise<O>): AnyOperation =>
  operation<I, O>({
    name,
    access: () => [{ action: `cognito-idp:${name}`, resource: '*' }],
    run: (input) => run(input),
  });
