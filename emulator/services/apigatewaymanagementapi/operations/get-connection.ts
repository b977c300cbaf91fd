import type { GetConnectionCommandInput, GetConnectionResponse } from '@aws-sdk/client-apigatewaymanagementapi';
import { operation } from '../../../door/operation.ts';
import { type ConnectionDeps, findConnection, manageConnection } from './connection.ts';

/** https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const getConnection = (deps: ConnectionDeps) =>
  operation<GetConnectionCommandInput, GetConnectionResponse>({
    name: 'GetConnection',
    access: manageConnection('GET', deps),
    run(input, call) {
      const { peer, lastActiveAt } = findConnection(input, call, deps);
      return {
        ConnectedAt: new Date(peer.connectedAt),
        Identity: { SourceIp: peer.sourceIp, UserAgent: peer.userAgent },
        LastActiveAt: new Date(lastActiveAt),
      };
    },
  });
