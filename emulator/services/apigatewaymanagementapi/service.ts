import type { ServiceDefinition } from '../../door/service.ts';
import { EXECUTE_API_PATH } from '../../runtime/local-urls.ts';
import { WebSocketGateway } from '../apigatewayv2/websocket/gateway.ts';
import type { WebSocketPorts } from '../apigatewayv2/websocket/ports.ts';
import { deleteConnection } from './operations/delete-connection.ts';
import { getConnection } from './operations/get-connection.ts';
import { postToConnection } from './operations/post-to-connection.ts';

const GAPS = [
  'WebSocket connections live with the process: after a restart their ids answer 410, and clients connect again.',
  'Messages by @connections go out in one frame each, of up to 128 KB. Whether a ping keeps a connection from being idle AWS does not say; here it does.',
  'API keys, usage plans, request and response models, conversion between text and binary, mapped parameters of responses and VPC links are not supported for WebSocket APIs: what asks for them is refused by name.',
  'Mapping templates have the directives #set, #if, #foreach and comments, $input.path with paths that name one value, $util, $context and $stageVariables; others are refused when the integration is made.',
  'Access logs go to CloudWatch Logs, not to Firehose. Execution logs have words of their own, and data trace shows messages but nothing of handshakes.',
];

/**
 * Messages to the clients of WebSocket APIs, and the sockets themselves
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html).
 */
export function createApiGatewayManagementApi(ports: WebSocketPorts): ServiceDefinition {
  const gateway = new WebSocketGateway(ports);
  const { connections, messages } = gateway;
  const deps = { ...ports, connections, messages };
  return {
    name: 'apigatewaymanagementapi',
    signingName: 'execute-api',
    sdk: '@aws-sdk/client-apigatewaymanagementapi',
    protocol: 'rest-json',
    operations: [deleteConnection(deps), getConnection(deps), postToConnection(deps)],
    resources: [],
    upgrades: new Map([[EXECUTE_API_PATH, gateway]]),
    gaps: GAPS,
  };
}
