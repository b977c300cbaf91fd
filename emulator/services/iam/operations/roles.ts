import type {
  CreateRoleCommandInput,
  CreateRoleCommandOutput,
  DeleteRoleCommandInput,
  GetRoleCommandInput,
  GetRoleCommandOutput,
  ListRolesCommandInput,
  ListRolesCommandOutput,
  ListRoleTagsCommandInput,
  Role as RoleShape,
  TagRoleCommandInput,
  UntagRoleCommandInput,
  UpdateAssumeRolePolicyCommandInput,
  UpdateRoleCommandInput,
} from '@aws-sdk/client-iam';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Role, Roles } from '../roles.ts';
import { iamAccess } from './access.ts';
import { page } from './page.ts';
import { MAX_ROLE_NAME_LENGTH, newName, required } from './required.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html */
function shape(role: Role): RoleShape {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.createdAt),
    AssumeRolePolicyDocument: encodeURIComponent(role.trustPolicy),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
    ...(role.boundaryArn
      ? {
          PermissionsBoundary: {
            PermissionsBoundaryType: 'PermissionsBoundaryPolicy' as const,
            PermissionsBoundaryArn: role.boundaryArn,
          },
        }
      : {}),
    Tags: tagList(role.tags),
  };
}

const tagList = (tags: Readonly<Record<string, string>>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
const tagRecord = (tags: readonly { Key: string | undefined; Value: string | undefined }[] = []) =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

export function roleOperations({ roles, account }: { roles: Roles; account: Account }): AnyOperation[] {
  const access = iamAccess(account);
  return [
    operation<CreateRoleCommandInput, Omit<CreateRoleCommandOutput, '$metadata'>>({
      name: 'CreateRole',
      access: ({ RoleName }) => access.role('CreateRole', RoleName),
      run: (input) => ({
        Role: shape(
          roles.create({
            name: newName(input.RoleName, 'roleName', MAX_ROLE_NAME_LENGTH),
            trustPolicy: required(input.AssumeRolePolicyDocument, 'assumeRolePolicyDocument'),
            path: input.Path,
            description: input.Description,
            maxSessionSeconds: input.MaxSessionDuration,
            boundaryArn: input.PermissionsBoundary,
            tags: tagRecord(input.Tags),
            byHand: true,
          }),
        ),
      }),
    }),
    operation<GetRoleCommandInput, Omit<GetRoleCommandOutput, '$metadata'>>({
      name: 'GetRole',
      access: ({ RoleName }) => access.role('GetRole', RoleName),
      run: ({ RoleName }) => ({ Role: shape(roles.get(required(RoleName, 'roleName'))) }),
    }),
    operation<ListRolesCommandInput, Omit<ListRolesCommandOutput, '$metadata'>>({
      name: 'ListRoles',
      access: () => access.all('ListRoles'),
      run: (input) => {
        const listed = roles.list().filter(({ path }) => path.startsWith(input.PathPrefix ?? '/'));
        const { items, ...rest } = page(listed, input, ({ name }) => name);
        return { Roles: items.map(shape), ...rest };
      },
    }),
    operation<UpdateRoleCommandInput, object>({
      name: 'UpdateRole',
      access: ({ RoleName }) => access.role('UpdateRole', RoleName),
      run: ({ RoleName, Description, MaxSessionDuration }) => {
        roles.change(required(RoleName, 'roleName'), {
          description: Description,
          maxSessionSeconds: MaxSessionDuration,
        });
        return {};
      },
    }),
    operation<UpdateAssumeRolePolicyCommandInput, object>({
      name: 'UpdateAssumeRolePolicy',
      access: ({ RoleName }) => access.role('UpdateAssumeRolePolicy', RoleName),
      run: ({ RoleName, PolicyDocument }) => {
        roles.change(required(RoleName, 'roleName'), { trustPolicy: required(PolicyDocument, 'policyDocument') });
        return {};
      },
    }),
    operation<DeleteRoleCommandInput, object>({
      name: 'DeleteRole',
      access: ({ RoleName }) => access.role('DeleteRole', RoleName),
      run: ({ RoleName }) => deleteRole(roles, required(RoleName, 'roleName')),
    }),
    operation<ListRoleTagsCommandInput, object>({
      name: 'ListRoleTags',
      access: ({ RoleName }) => access.role('ListRoleTags', RoleName),
      run: ({ RoleName }) => ({ Tags: tagList(roles.get(required(RoleName, 'roleName')).tags), IsTruncated: false }),
    }),
    operation<TagRoleCommandInput, object>({
      name: 'TagRole',
      access: ({ RoleName }) => access.role('TagRole', RoleName),
      run: ({ RoleName, Tags }) => {
        const role = roles.get(required(RoleName, 'roleName'));
        roles.change(role.name, { tags: { ...role.tags, ...tagRecord(Tags) } });
        return {};
      },
    }),
    operation<UntagRoleCommandInput, object>({
      name: 'UntagRole',
      access: ({ RoleName }) => access.role('UntagRole', RoleName),
      run: ({ RoleName, TagKeys = [] }) => {
        const role = roles.get(required(RoleName, 'roleName'));
        const kept = Object.entries(role.tags).filter(([key]) => !TagKeys.includes(key));
        roles.change(role.name, { tags: Object.fromEntries(kept) });
        return {};
      },
    }),
  ];
}

function deleteRole(roles: Roles, name: string): object {
  roles.get(name);
  if (roles.attached(name).length > 0) throw conflict('Cannot delete entity, must detach all policies first.');
  if (roles.inlinePolicies(name).size > 0) throw conflict('Cannot delete entity, must delete policies first.');
  roles.delete(name);
  return {};
}

const conflict = (message: string) => new AwsError('DeleteConflict', message, { status: 409 });
