import type { AddPermissionCommandInput } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import { missing } from '../errors.ts';
import type { PolicyStatement, ResourcePolicy } from './function-record.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Id: 'default';
  readonly Statement: readonly PolicyStatement[];
}

const documents = new WeakMap<ResourcePolicy, PolicyDocument>();

/** The policy as a document; the same object each time, so that who evaluates it may remember what it parsed. */
export function policyDocument(policy: ResourcePolicy): PolicyDocument {
  const known = documents.get(policy) ?? { Version: '2012-10-17', Id: 'default', Statement: policy.statements };
  documents.set(policy, known);
  return known;
}

/**
 * The statement that AddPermission adds
 * (https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html).
 */
export function permissionStatement(
  input: Partial<AddPermissionCommandInput>,
  resource: string,
  account: Account,
): PolicyStatement {
  if (!input.StatementId) throw missing('statementId');
  if (!input.Action) throw missing('action');
  if (!input.Principal) throw missing('principal');
  const Condition = conditionsOf(input);
  return {
    Sid: input.StatementId,
    Effect: 'Allow',
    Principal: principalOf(input.Principal, account),
    Action: input.Action,
    Resource: resource,
    ...(Object.keys(Condition).length > 0 ? { Condition } : {}),
  };
}

function principalOf(principal: string, { partition }: Account): PolicyStatement['Principal'] {
  if (principal === '*') return '*';
  if (/^\d{12}$/.test(principal)) return { AWS: `arn:${partition}:iam::${principal}:root` };
  return principal.startsWith('arn:') ? { AWS: principal } : { Service: principal };
}

function conditionsOf(input: Partial<AddPermissionCommandInput>): Record<string, Record<string, string>> {
  const equals = {
    ...(input.SourceAccount ? { 'AWS:SourceAccount': input.SourceAccount } : {}),
    ...(input.EventSourceToken ? { 'lambda:EventSourceToken': input.EventSourceToken } : {}),
    ...(input.PrincipalOrgID ? { 'aws:PrincipalOrgID': input.PrincipalOrgID } : {}),
    ...(input.FunctionUrlAuthType ? { 'lambda:FunctionUrlAuthType': input.FunctionUrlAuthType } : {}),
  };
  return {
    ...(input.SourceArn ? { ArnLike: { 'AWS:SourceArn': input.SourceArn } } : {}),
    ...(Object.keys(equals).length > 0 ? { StringEquals: equals } : {}),
  };
}
