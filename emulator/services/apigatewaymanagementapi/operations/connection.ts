import type { Access, Call } from '../../../door/operation.ts';
import { type Account, arn } from '../../../runtime/account.ts';
import type { ApiStore } from '../../apigatewayv2/model/api-store.ts';
import type { Connection } from '../../apigatewayv2/websocket/connection.ts';
import type { Connections } from '../../apigatewayv2/websocket/connections.ts';
import { readConnectionsPath } from '../../apigatewayv2/websocket/connections-path.ts';
import { isGatewayId } from '../../apigatewayv2/websocket/gateway-id.ts';
import { forbidden, gone, invalidConnectionId } from '../errors.ts';

export interface ConnectionDeps {
  readonly account: Account;
  readonly apis: Pick<ApiStore, 'stage'>;
  readonly connections: Connections;
}

interface Named {
  readonly ConnectionId: string | undefined;
}

/** `execute-api:ManageConnections` on the very connection, under the API and stage that the request names. */
export const manageConnection =
  (method: 'POST' | 'GET' | 'DELETE', { account, connections }: ConnectionDeps) =>
  ({ ConnectionId = '' }: Named, { http }: Call): Access[] => {
    const peer = connections.find(ConnectionId)?.peer;
    const { apiId = peer?.apiId ?? '*', stage = peer?.stageName ?? '*' } = readConnectionsPath(http?.url ?? '') ?? {};
    const resource = arn(account, 'execute-api', `${apiId}/${stage}/${method}/@connections/${ConnectionId}`);
    return [{ action: 'execute-api:ManageConnections', resource }];
  };

/**
 * The open connection that a request means.
 *
 * @throws AwsError BadRequestException, ForbiddenException for an unknown stage, GoneException
 */
export function findConnection(
  { ConnectionId = '' }: Named,
  { http }: Call,
  { apis, connections }: ConnectionDeps,
): Connection {
  if (!isGatewayId(ConnectionId)) throw invalidConnectionId(ConnectionId);
  const asked = readConnectionsPath(http?.url ?? '');
  if (asked && apis.stage(asked.apiId, asked.stage)?.api.ProtocolType !== 'WEBSOCKET') throw forbidden();
  const connection = connections.find(ConnectionId);
  const elsewhere =
    asked && connection && (connection.peer.apiId !== asked.apiId || connection.peer.stageName !== asked.stage);
  if (!connection || elsewhere) throw gone();
  return connection;
}
