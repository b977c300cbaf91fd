import type {
  CreateUserPoolClientRequest,
  CreateUserPoolClientResponse,
  DeleteUserPoolClientRequest,
  DescribeUserPoolClientRequest,
  DescribeUserPoolClientResponse,
  ListUserPoolClientsRequest,
  ListUserPoolClientsResponse,
  UpdateUserPoolClientRequest,
  UpdateUserPoolClientResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { describeClient } from '../clients/describe.ts';
import { pageOf, startOf } from '../pages.ts';
import type { CognitoParts } from '../parts.ts';
import * as validate from '../validate.ts';
import { poolOperation } from './declare.ts';

export function userPoolClientOperations({ account, pools, clients }: CognitoParts): AnyOperation[] {
  return [
    poolOperation<CreateUserPoolClientRequest, CreateUserPoolClientResponse>(
      account,
      'CreateUserPoolClient',
      (input) => {
        const { UserPoolId, ClientName, GenerateSecret, ClientSecret, ...settings } = input;
        const given = { name: ClientName, generateSecret: GenerateSecret, secret: ClientSecret, settings };
        return { UserPoolClient: describeClient(clients.create(pools.get(UserPoolId), given)) };
      },
    ),
    poolOperation<DescribeUserPoolClientRequest, DescribeUserPoolClientResponse>(
      account,
      'DescribeUserPoolClient',
      ({ UserPoolId, ClientId }) => ({
        UserPoolClient: describeClient(clients.get(ClientId, pools.get(UserPoolId).id)),
      }),
    ),
    poolOperation<UpdateUserPoolClientRequest, UpdateUserPoolClientResponse>(
      account,
      'UpdateUserPoolClient',
      (input) => {
        const { UserPoolId, ClientId, ClientName, ...settings } = input;
        const pool = pools.get(UserPoolId);
        const client = clients.get(ClientId, pool.id);
        return { UserPoolClient: describeClient(clients.update(pool, client, settings, ClientName)) };
      },
    ),
    poolOperation<DeleteUserPoolClientRequest, object>(account, 'DeleteUserPoolClient', ({ UserPoolId, ClientId }) => {
      clients.delete(clients.get(ClientId, pools.get(UserPoolId).id).id);
      return {};
    }),
    poolOperation<ListUserPoolClientsRequest, ListUserPoolClientsResponse>(
      account,
      'ListUserPoolClients',
      ({ UserPoolId, MaxResults, NextToken }) => {
        const { id: poolId } = pools.get(UserPoolId);
        const size = validate.pageSize(MaxResults, 'maxResults');
        const { page, nextToken } = pageOf(clients.walk(poolId, startOf(NextToken)), size, ({ id }) => id);
        return {
          UserPoolClients: page.map(({ id, name }) => ({ ClientId: id, UserPoolId: poolId, ClientName: name })),
          NextToken: nextToken,
        };
      },
    ),
  ];
}
