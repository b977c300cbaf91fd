import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { ConnectionGoneError, type Sockets } from './sockets.ts';

/** A member that takes longer than this is left to the history: others wait for the place in the line. */
const REQUEST_TIMEOUT_MILLISECONDS = 3_000;

/** A client for the connections of one stage of a WebSocket API, at its callback URL. */
export function gatewayClient(endpoint: string): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    endpoint,
    maxAttempts: 3,
    requestHandler: { requestTimeout: REQUEST_TIMEOUT_MILLISECONDS, throwOnRequestTimeout: true },
  });
}

/** Reaches connections through API Gateway. */
export class GatewaySockets implements Sockets {
  readonly #gateway: ApiGatewayManagementApiClient;

  constructor(gateway: ApiGatewayManagementApiClient) {
    this.#gateway = gateway;
  }

  async send(connectionId: string, frame: string): Promise<void> {
    try {
      await this.#gateway.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: frame }));
    } catch (error) {
      throw isGone(error) ? new ConnectionGoneError(connectionId, { cause: error }) : error;
    }
  }

  async close(connectionId: string): Promise<void> {
    try {
      await this.#gateway.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof GoneException;
}
