import type {
  AdminConfirmSignUpRequest,
  AdminDeleteUserAttributesRequest,
  AdminDeleteUserRequest,
  AdminDisableUserRequest,
  AdminEnableUserRequest,
  AdminGetUserRequest,
  AdminGetUserResponse,
  AdminUpdateUserAttributesRequest,
  ListUsersRequest,
  ListUsersResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { notAuthorized } from '../errors.ts';
import { pageOf, startOf } from '../pages.ts';
import type { CognitoParts } from '../parts.ts';
import { postConfirmation } from '../triggers/sign-up-triggers.ts';
import { NO_CLIENT } from '../triggers/triggers.ts';
import { checkMutable } from '../users/attribute-values.ts';
import { describeAttributes, describeFactors, describeUser } from '../users/describe.ts';
import { userFilter } from '../users/user-filter.ts';
import * as validate from '../validate.ts';
import { changeAttributes } from './change-attributes.ts';
import { poolOperation } from './declare.ts';
import { withoutAttributes } from './own-attributes.ts';
import { signOut } from './tokens.ts';

interface OfUser {
  readonly UserPoolId: string | undefined;
  readonly Username: string | undefined;
}

/** What administrators do with users. */
export function adminUserOperations(parts: CognitoParts): AnyOperation[] {
  const { account, pools, users, triggers } = parts;
  const find = ({ UserPoolId, Username }: OfUser) => {
    const pool = pools.get(UserPoolId);
    return { pool, user: users.get(pool, validate.username(Username)) };
  };
  return [
    poolOperation<AdminGetUserRequest, AdminGetUserResponse>(account, 'AdminGetUser', (input) => {
      const { user } = find(input);
      const { Attributes: _attributes, Username, ...rest } = describeUser(user);
      return { ...rest, Username, UserAttributes: describeAttributes(user), ...describeFactors(user) };
    }),
    poolOperation<AdminDeleteUserRequest, object>(account, 'AdminDeleteUser', (input) => {
      users.delete(find(input).user);
      return {};
    }),
    poolOperation<AdminDisableUserRequest, object>(account, 'AdminDisableUser', (input) => {
      const { pool, user } = find(input);
      signOut(parts, user);
      users.save(pool, { ...user, enabled: false, signedOutAt: parts.clock.now() });
      return {};
    }),
    poolOperation<AdminEnableUserRequest, object>(account, 'AdminEnableUser', (input) => {
      const { pool, user } = find(input);
      users.save(pool, { ...user, enabled: true });
      return {};
    }),
    poolOperation<AdminConfirmSignUpRequest, object>(account, 'AdminConfirmSignUp', async (input) => {
      const { pool, user } = find(input);
      if (user.status !== 'UNCONFIRMED') {
        throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`);
      }
      const confirmed = users.save(pool, { ...user, status: 'CONFIRMED' });
      const { ClientMetadata: clientMetadata } = input;
      const context = { pool, clientId: NO_CLIENT, user: confirmed, clientMetadata };
      await postConfirmation(triggers, { ...context, source: 'ConfirmSignUp' });
      return {};
    }),
    poolOperation<AdminUpdateUserAttributesRequest, object>(account, 'AdminUpdateUserAttributes', async (input) => {
      const attributes = validate.required(input.UserAttributes, 'userAttributes');
      await changeAttributes(parts, { ...find(input), attributes, clientMetadata: input.ClientMetadata });
      return {};
    }),
    poolOperation<AdminDeleteUserAttributesRequest, object>(account, 'AdminDeleteUserAttributes', (input) => {
      const { pool, user } = find(input);
      const names = validate.required(input.UserAttributeNames, 'userAttributeNames');
      checkMutable(pool, names);
      users.save(pool, { ...user, attributes: withoutAttributes(user.attributes, names) });
      return {};
    }),
    poolOperation<ListUsersRequest, ListUsersResponse>(account, 'ListUsers', (input) => {
      const { UserPoolId, AttributesToGet, Limit, PaginationToken, Filter } = input;
      const found = users.walk(pools.get(UserPoolId).id, startOf(PaginationToken));
      const size = validate.pageSize(Limit, 'limit');
      const { page, nextToken } = pageOf(found, size, ({ username }) => username, userFilter(Filter));
      return { Users: page.map((user) => describeUser(user, AttributesToGet)), PaginationToken: nextToken };
    }),
  ];
}
