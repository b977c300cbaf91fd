import type {
  AddPermissionCommandInput,
  AddPermissionCommandOutput,
  GetPolicyCommandInput,
  GetPolicyCommandOutput,
  RemovePermissionCommandInput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing } from '../errors.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { type Permissions, withoutLatest } from '../functions/permissions.ts';
import { policyDocument } from '../functions/resource-policy.ts';
import { type AccessDeps, functionAccess } from './access.ts';
import type { Output } from './output.ts';

interface Deps extends AccessDeps {
  readonly permissions: Permissions;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission = (deps: Deps) =>
  operation<AddPermissionCommandInput, Output<AddPermissionCommandOutput>>({
    name: 'AddPermission',
    access: functionAccess('AddPermission', deps),
    run(input) {
      const reference = withoutLatest(parseFunctionName(input.FunctionName, input.Qualifier));
      return { Statement: JSON.stringify(deps.permissions.add(reference, input)) };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission = (deps: Deps) =>
  operation<RemovePermissionCommandInput, void>({
    name: 'RemovePermission',
    access: functionAccess('RemovePermission', deps),
    run({ FunctionName, Qualifier, StatementId, RevisionId }) {
      if (!StatementId) throw missing('statementId');
      deps.permissions.remove(withoutLatest(parseFunctionName(FunctionName, Qualifier)), StatementId, RevisionId);
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = (deps: Deps) =>
  operation<GetPolicyCommandInput, Output<GetPolicyCommandOutput>>({
    name: 'GetPolicy',
    access: functionAccess('GetPolicy', deps),
    run({ FunctionName, Qualifier }) {
      const policy = deps.permissions.policy(withoutLatest(parseFunctionName(FunctionName, Qualifier)));
      return { Policy: JSON.stringify(policyDocument(policy)), RevisionId: policy.revisionId };
    },
  });
