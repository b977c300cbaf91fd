import type {
  DeleteConnectionCommandInput,
  DeleteConnectionCommandOutput,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { operation } from '../../../door/operation.ts';
import { CLOSE_NORMAL } from '../../apigatewayv2/websocket/limits.ts';
import { type ConnectionDeps, findConnection, manageConnection } from './connection.ts';

/** https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const deleteConnection = (deps: ConnectionDeps) =>
  operation<DeleteConnectionCommandInput, Omit<DeleteConnectionCommandOutput, '$metadata'>>({
    name: 'DeleteConnection',
    access: manageConnection('DELETE', deps),
    run(input, call) {
      findConnection(input, call, deps).close(CLOSE_NORMAL, 'Connection Closed Normally');
      return {};
    },
  });
