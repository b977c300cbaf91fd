import type {
  CreateResourceServerRequest,
  CreateResourceServerResponse,
  DeleteResourceServerRequest,
  DescribeResourceServerRequest,
  DescribeResourceServerResponse,
  ListResourceServersRequest,
  ListResourceServersResponse,
  UpdateResourceServerRequest,
  UpdateResourceServerResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { pageOf, startOf } from '../pages.ts';
import type { CognitoParts } from '../parts.ts';
import type { ResourceServer } from '../pools/resource-servers.ts';
import * as validate from '../validate.ts';
import { poolOperation } from './declare.ts';

export function resourceServerOperations({ account, pools, resourceServers }: CognitoParts): AnyOperation[] {
  const read = (input: CreateResourceServerRequest | UpdateResourceServerRequest): ResourceServer => ({
    UserPoolId: pools.get(input.UserPoolId).id,
    Identifier: validate.required(input.Identifier, 'identifier'),
    Name: validate.required(input.Name, 'name'),
    Scopes: input.Scopes ?? [],
  });
  return [
    poolOperation<CreateResourceServerRequest, CreateResourceServerResponse>(
      account,
      'CreateResourceServer',
      (input) => ({
        ResourceServer: resourceServers.create(read(input)),
      }),
    ),
    poolOperation<UpdateResourceServerRequest, UpdateResourceServerResponse>(
      account,
      'UpdateResourceServer',
      (input) => {
        const server = read(input);
        resourceServers.get(server.UserPoolId ?? '', server.Identifier ?? '');
        return { ResourceServer: resourceServers.write(server) };
      },
    ),
    poolOperation<DescribeResourceServerRequest, DescribeResourceServerResponse>(
      account,
      'DescribeResourceServer',
      ({ UserPoolId, Identifier }) => ({
        ResourceServer: resourceServers.get(pools.get(UserPoolId).id, validate.required(Identifier, 'identifier')),
      }),
    ),
    poolOperation<DeleteResourceServerRequest, object>(
      account,
      'DeleteResourceServer',
      ({ UserPoolId, Identifier }) => {
        const { id } = pools.get(UserPoolId);
        resourceServers.get(id, validate.required(Identifier, 'identifier'));
        resourceServers.delete(id, Identifier ?? '');
        return {};
      },
    ),
    poolOperation<ListResourceServersRequest, ListResourceServersResponse>(
      account,
      'ListResourceServers',
      ({ UserPoolId, MaxResults, NextToken }) => {
        const servers = resourceServers.walk(pools.get(UserPoolId).id, startOf(NextToken));
        const size = validate.pageSize(MaxResults, 'maxResults', 50);
        const { page, nextToken } = pageOf(servers, size, ({ Identifier }) => Identifier ?? '');
        return { ResourceServers: page, NextToken: nextToken };
      },
    ),
  ];
}
