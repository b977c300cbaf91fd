import type {
  AddCustomAttributesRequest,
  CreateUserPoolRequest,
  CreateUserPoolResponse,
  DeleteUserPoolRequest,
  DescribeUserPoolRequest,
  DescribeUserPoolResponse,
  ListUserPoolsRequest,
  ListUserPoolsResponse,
  UpdateUserPoolRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter } from '../errors.ts';
import { pageOf, startOf } from '../pages.ts';
import type { CognitoParts } from '../parts.ts';
import { describePool, listedPool } from '../pools/describe.ts';
import { checkDeletable, type UserPool } from '../pools/user-pool.ts';
import * as validate from '../validate.ts';
import { accountOperation, poolOperation } from './declare.ts';

export function userPoolOperations(parts: CognitoParts): AnyOperation[] {
  const { account, pools, users, domains } = parts;
  const described = (pool: UserPool) =>
    describePool(account, pool, {
      users: users.count(pool.id),
      domain: domains.ofPool(pool.id).find(({ custom }) => !custom)?.domain,
    });
  return [
    accountOperation<CreateUserPoolRequest, CreateUserPoolResponse>('CreateUserPool', (input) => ({
      UserPool: described(pools.create(input)),
    })),
    poolOperation<DescribeUserPoolRequest, DescribeUserPoolResponse>(account, 'DescribeUserPool', ({ UserPoolId }) => ({
      UserPool: described(pools.get(UserPoolId)),
    })),
    poolOperation<UpdateUserPoolRequest, object>(account, 'UpdateUserPool', (input) => {
      const { UserPoolId, PoolName, MfaConfiguration, UserPoolTags, ...settings } = input;
      pools.update(pools.get(UserPoolId), {
        settings,
        name: PoolName,
        configuration: MfaConfiguration,
        tags: UserPoolTags,
      });
      return {};
    }),
    poolOperation<DeleteUserPoolRequest, object>(account, 'DeleteUserPool', ({ UserPoolId }) => {
      const pool = pools.get(UserPoolId);
      const { id } = pool;
      checkDeletable(pool);
      if (domains.ofPool(id).length > 0) {
        throw invalidParameter('User pool cannot be deleted. It has a domain configured that should be deleted first.');
      }
      parts.removePool(id);
      return {};
    }),
    accountOperation<ListUserPoolsRequest, ListUserPoolsResponse>('ListUserPools', ({ MaxResults, NextToken }) => {
      const size = validate.pageSize(validate.required(MaxResults, 'maxResults'), 'maxResults');
      const { page, nextToken } = pageOf(pools.walk(startOf(NextToken)), size, ({ id }) => id);
      return { UserPools: page.map(listedPool), NextToken: nextToken };
    }),
    poolOperation<AddCustomAttributesRequest, object>(account, 'AddCustomAttributes', (input) => {
      const attributes = validate.required(input.CustomAttributes, 'customAttributes');
      pools.addAttributes(pools.get(input.UserPoolId), attributes);
      return {};
    }),
  ];
}
