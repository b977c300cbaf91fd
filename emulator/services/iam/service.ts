import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import { policyOperations } from './operations/policies.ts';
import { rolePolicyOperations } from './operations/role-policies.ts';
import { roleOperations } from './operations/roles.ts';
import { managedPolicyResource } from './resources/managed-policy.ts';
import { policyResource } from './resources/policy.ts';
import { roleResource } from './resources/role.ts';
import type { Roles } from './roles.ts';

/** IAM as the door knows it; who may do what is decided in `authorizer.ts`, from the same roles. */
export function createIam(deps: { readonly roles: Roles; readonly account: Account }): ServiceDefinition {
  return {
    name: 'iam',
    signingName: 'iam',
    sdk: '@aws-sdk/client-iam',
    protocol: 'query',
    xmlNamespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
    accessDeniedCode: 'AccessDenied',
    operations: [...roleOperations(deps), ...rolePolicyOperations(deps), ...policyOperations(deps)],
    gaps: [
      'A role that CreateRole made for services alone may do everything until it is given its first policy or a permissions boundary; the terminal says so, once for each. Roles of templates are held to their policies from the start.',
      'No users, groups and instance profiles: any access key is the administrator of the account.',
      'A managed policy has one version. Of the policies that AWS manages, those are known that the CDK attaches by itself.',
    ],
    resources: [roleResource(deps.roles), policyResource(deps.roles), managedPolicyResource(deps.roles)],
  };
}
