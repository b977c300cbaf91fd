import type {
  CreatePolicyCommandInput,
  CreatePolicyCommandOutput,
  DeletePolicyCommandInput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  GetPolicyVersionCommandInput,
  GetPolicyVersionCommandOutput,
  ListPoliciesCommandInput,
  ListPoliciesCommandOutput,
  Policy,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ManagedPolicy } from '../managed-policy.ts';
import { noSuchEntity, type Roles } from '../roles.ts';
import { iamAccess } from './access.ts';
import { page } from './page.ts';
import { MAX_POLICY_NAME_LENGTH, newName, required } from './required.ts';

/** The only version kept: a changed policy replaces its document. */
const VERSION = 'v1';

export function policyOperations({ roles, account }: { roles: Roles; account: Account }): AnyOperation[] {
  const access = iamAccess(account);
  const shape = (policy: ManagedPolicy): Policy => ({
    PolicyName: policy.name,
    PolicyId: policy.id,
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: VERSION,
    AttachmentCount: roles.rolesWith(policy.arn).length,
    IsAttachable: true,
    Description: policy.description,
    CreateDate: new Date(policy.createdAt),
    UpdateDate: new Date(policy.createdAt),
  });
  return [
    operation<CreatePolicyCommandInput, Omit<CreatePolicyCommandOutput, '$metadata'>>({
      name: 'CreatePolicy',
      access: () => access.all('CreatePolicy'),
      run: (input) => {
        const policy = roles.createPolicy({
          name: newName(input.PolicyName, 'policyName', MAX_POLICY_NAME_LENGTH),
          document: required(input.PolicyDocument, 'policyDocument'),
          path: input.Path,
          description: input.Description,
        });
        return { Policy: shape(policy) };
      },
    }),
    operation<GetPolicyCommandInput, Omit<GetPolicyCommandOutput, '$metadata'>>({
      name: 'GetPolicy',
      access: ({ PolicyArn }) => access.policy('GetPolicy', PolicyArn),
      run: ({ PolicyArn }) => ({ Policy: shape(roles.policy(required(PolicyArn, 'policyArn'))) }),
    }),
    operation<GetPolicyVersionCommandInput, Omit<GetPolicyVersionCommandOutput, '$metadata'>>({
      name: 'GetPolicyVersion',
      access: ({ PolicyArn }) => access.policy('GetPolicyVersion', PolicyArn),
      run: ({ PolicyArn, VersionId }) => {
        const policy = roles.policy(required(PolicyArn, 'policyArn'));
        if (VersionId !== VERSION) throw noSuchEntity(`Policy ${policy.arn} version ${VersionId} does not exist.`);
        return {
          PolicyVersion: {
            Document: encodeURIComponent(policy.document),
            VersionId: VERSION,
            IsDefaultVersion: true,
            CreateDate: new Date(policy.createdAt),
          },
        };
      },
    }),
    operation<ListPoliciesCommandInput, Omit<ListPoliciesCommandOutput, '$metadata'>>({
      name: 'ListPolicies',
      access: () => access.all('ListPolicies'),
      run: (input) => {
        const { items, ...rest } = page(roles.policies(), input, ({ arn }) => arn);
        return { Policies: items.map(shape), ...rest };
      },
    }),
    operation<DeletePolicyCommandInput, object>({
      name: 'DeletePolicy',
      access: ({ PolicyArn }) => access.policy('DeletePolicy', PolicyArn),
      run: ({ PolicyArn }) => {
        const { arn } = roles.policy(required(PolicyArn, 'policyArn'));
        if (roles.rolesWith(arn).length > 0) {
          throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', { status: 409 });
        }
        roles.deletePolicy(arn);
        return {};
      },
    }),
  ];
}
