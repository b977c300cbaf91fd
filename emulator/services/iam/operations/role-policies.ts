import type {
  AttachRolePolicyCommandInput,
  DeleteRolePolicyCommandInput,
  DetachRolePolicyCommandInput,
  GetRolePolicyCommandInput,
  GetRolePolicyCommandOutput,
  ListAttachedRolePoliciesCommandInput,
  ListAttachedRolePoliciesCommandOutput,
  ListRolePoliciesCommandInput,
  ListRolePoliciesCommandOutput,
  PutRolePolicyCommandInput,
} from '@aws-sdk/client-iam';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import { noSuchEntity, type Roles } from '../roles.ts';
import { iamAccess } from './access.ts';
import { page } from './page.ts';
import { MAX_POLICY_NAME_LENGTH, newName, required } from './required.ts';

/** Inline policies of a role, and the managed policies attached to it. */
export function rolePolicyOperations({ roles, account }: { roles: Roles; account: Account }): AnyOperation[] {
  const access = iamAccess(account);
  const inline = (role: string, name: string): string => {
    const document = roles.inlinePolicies(roles.get(role).name).get(name);
    if (document === undefined) throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
    return document;
  };
  return [
    operation<PutRolePolicyCommandInput, object>({
      name: 'PutRolePolicy',
      access: ({ RoleName }) => access.role('PutRolePolicy', RoleName),
      run: ({ RoleName, PolicyName, PolicyDocument }) => {
        const name = newName(PolicyName, 'policyName', MAX_POLICY_NAME_LENGTH);
        roles.putInlinePolicy(required(RoleName, 'roleName'), name, required(PolicyDocument, 'policyDocument'));
        return {};
      },
    }),
    operation<GetRolePolicyCommandInput, Omit<GetRolePolicyCommandOutput, '$metadata'>>({
      name: 'GetRolePolicy',
      access: ({ RoleName }) => access.role('GetRolePolicy', RoleName),
      run: (input) => {
        const RoleName = required(input.RoleName, 'roleName');
        const PolicyName = required(input.PolicyName, 'policyName');
        return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(inline(RoleName, PolicyName)) };
      },
    }),
    operation<DeleteRolePolicyCommandInput, object>({
      name: 'DeleteRolePolicy',
      access: ({ RoleName }) => access.role('DeleteRolePolicy', RoleName),
      run: (input) => {
        const [role, name] = [required(input.RoleName, 'roleName'), required(input.PolicyName, 'policyName')];
        inline(role, name);
        roles.deleteInlinePolicy(role, name);
        return {};
      },
    }),
    operation<ListRolePoliciesCommandInput, Omit<ListRolePoliciesCommandOutput, '$metadata'>>({
      name: 'ListRolePolicies',
      access: ({ RoleName }) => access.role('ListRolePolicies', RoleName),
      run: (input) => {
        const role = roles.get(required(input.RoleName, 'roleName'));
        const { items, ...rest } = page([...roles.inlinePolicies(role.name).keys()], input, (name) => name);
        return { PolicyNames: items, ...rest };
      },
    }),
    operation<AttachRolePolicyCommandInput, object>({
      name: 'AttachRolePolicy',
      access: ({ RoleName }) => access.role('AttachRolePolicy', RoleName),
      run: ({ RoleName, PolicyArn }) => {
        roles.attach(required(RoleName, 'roleName'), required(PolicyArn, 'policyArn'));
        return {};
      },
    }),
    operation<DetachRolePolicyCommandInput, object>({
      name: 'DetachRolePolicy',
      access: ({ RoleName }) => access.role('DetachRolePolicy', RoleName),
      run: (input) => {
        const role = roles.get(required(input.RoleName, 'roleName'));
        if (roles.detach(role.name, required(input.PolicyArn, 'policyArn'))) return {};
        throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
      },
    }),
    operation<ListAttachedRolePoliciesCommandInput, Omit<ListAttachedRolePoliciesCommandOutput, '$metadata'>>({
      name: 'ListAttachedRolePolicies',
      access: ({ RoleName }) => access.role('ListAttachedRolePolicies', RoleName),
      run: (input) => {
        const role = roles.get(required(input.RoleName, 'roleName'));
        const { items, ...rest } = page(roles.attached(role.name), input, (arn) => arn);
        const named = items.map((arn) => ({ PolicyArn: arn, PolicyName: roles.policy(arn).name }));
        return { AttachedPolicies: named, ...rest };
      },
    }),
  ];
}
