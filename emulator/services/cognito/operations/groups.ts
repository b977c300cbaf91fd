import type {
  AdminAddUserToGroupRequest,
  AdminListGroupsForUserRequest,
  AdminListGroupsForUserResponse,
  AdminRemoveUserFromGroupRequest,
  CreateGroupRequest,
  CreateGroupResponse,
  DeleteGroupRequest,
  GetGroupRequest,
  GetGroupResponse,
  ListGroupsRequest,
  ListGroupsResponse,
  ListUsersInGroupRequest,
  ListUsersInGroupResponse,
  UpdateGroupRequest,
  UpdateGroupResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { describeGroup, type GroupSettings } from '../groups/groups.ts';
import { pageOf, startOf } from '../pages.ts';
import type { CognitoParts } from '../parts.ts';
import { describeUser } from '../users/describe.ts';
import * as validate from '../validate.ts';
import { poolOperation } from './declare.ts';

export function groupOperations(parts: CognitoParts): AnyOperation[] {
  return [...groupManagement(parts), ...membership(parts)];
}

const settingsOf = ({ Description, RoleArn, Precedence }: CreateGroupRequest | UpdateGroupRequest): GroupSettings => ({
  description: Description,
  roleArn: RoleArn,
  precedence: Precedence,
});

function groupManagement({ account, pools, groups }: CognitoParts): AnyOperation[] {
  return [
    poolOperation<CreateGroupRequest, CreateGroupResponse>(account, 'CreateGroup', (input) => ({
      Group: describeGroup(groups.create(pools.get(input.UserPoolId).id, input.GroupName, settingsOf(input))),
    })),
    poolOperation<GetGroupRequest, GetGroupResponse>(account, 'GetGroup', ({ UserPoolId, GroupName }) => ({
      Group: describeGroup(groups.get(pools.get(UserPoolId).id, GroupName)),
    })),
    poolOperation<UpdateGroupRequest, UpdateGroupResponse>(account, 'UpdateGroup', (input) => ({
      Group: describeGroup(
        groups.update(groups.get(pools.get(input.UserPoolId).id, input.GroupName), settingsOf(input)),
      ),
    })),
    poolOperation<DeleteGroupRequest, object>(account, 'DeleteGroup', ({ UserPoolId, GroupName }) => {
      const { poolId, name } = groups.get(pools.get(UserPoolId).id, GroupName);
      groups.delete(poolId, name);
      return {};
    }),
    poolOperation<ListGroupsRequest, ListGroupsResponse>(account, 'ListGroups', ({ UserPoolId, Limit, NextToken }) => {
      const found = groups.walk(pools.get(UserPoolId).id, startOf(NextToken));
      const { page, nextToken } = pageOf(found, validate.pageSize(Limit, 'limit'), ({ name }) => name);
      return { Groups: page.map(describeGroup), NextToken: nextToken };
    }),
  ];
}

function membership({ account, pools, groups, users }: CognitoParts): AnyOperation[] {
  return [
    poolOperation<AdminAddUserToGroupRequest, object>(account, 'AdminAddUserToGroup', (input) => {
      const pool = pools.get(input.UserPoolId);
      const user = users.get(pool, validate.username(input.Username));
      groups.add(groups.get(pool.id, input.GroupName), user.username);
      return {};
    }),
    poolOperation<AdminRemoveUserFromGroupRequest, object>(account, 'AdminRemoveUserFromGroup', (input) => {
      const pool = pools.get(input.UserPoolId);
      const user = users.get(pool, validate.username(input.Username));
      groups.remove(groups.get(pool.id, input.GroupName), user.username);
      return {};
    }),
    poolOperation<AdminListGroupsForUserRequest, AdminListGroupsForUserResponse>(
      account,
      'AdminListGroupsForUser',
      ({ UserPoolId, Username, Limit, NextToken }) => {
        const pool = pools.get(UserPoolId);
        const all = groups.ofUser(pool.id, users.get(pool, validate.username(Username)).username);
        const start = all.findIndex(({ name }) => name === startOf(NextToken)) + 1;
        const { page, nextToken } = pageOf(all.slice(start), validate.pageSize(Limit, 'limit'), ({ name }) => name);
        return { Groups: page.map(describeGroup), NextToken: nextToken };
      },
    ),
    poolOperation<ListUsersInGroupRequest, ListUsersInGroupResponse>(
      account,
      'ListUsersInGroup',
      ({ UserPoolId, GroupName, Limit, NextToken }) => {
        const group = groups.get(pools.get(UserPoolId).id, GroupName);
        const members = groups.members(group, startOf(NextToken));
        const { page, nextToken } = pageOf(members, validate.pageSize(Limit, 'limit'), (name) => name);
        const found = page.flatMap((name) => users.find(group.poolId, name) ?? []);
        return { Users: found.map((user) => describeUser(user)), NextToken: nextToken };
      },
    ),
  ];
}
