import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { NO_SOCKET_TIMEOUT } from '../../shared/aws-client.ts';
import { backOff } from '../../shared/back-off.ts';
import { ConnectionPost, GONE, PostRefusedError } from './post-to-connection.ts';
import { ConnectionGoneError, type Sockets } from './sockets.ts';

/** A member that takes longer than this is left to the history: others wait for the place in the line. */
const REQUEST_TIMEOUT_MILLISECONDS = 3_000;

/** Reaches the connections of one stage of a WebSocket API through API Gateway. */
export class GatewaySockets implements Sockets {
  readonly #gateway: ApiGatewayManagementApiClient;
  readonly #post: ConnectionPost;

  /** @param endpoint the callback URL of the stage */
  constructor(endpoint: string) {
    this.#gateway = new ApiGatewayManagementApiClient({
      endpoint,
      maxAttempts: 3,
      requestHandler: {
        requestTimeout: REQUEST_TIMEOUT_MILLISECONDS,
        throwOnRequestTimeout: true,
        ...NO_SOCKET_TIMEOUT,
      },
    });
    this.#post = new ConnectionPost(endpoint, this.#gateway.config, backOff);
  }

  async send(connectionId: string, frame: string): Promise<void> {
    try {
      await this.#post.send(connectionId, frame);
    } catch (error) {
      const isGone = error instanceof PostRefusedError && error.status === GONE;
      throw isGone ? new ConnectionGoneError(connectionId, { cause: error }) : error;
    }
  }

  async close(connectionId: string): Promise<void> {
    try {
      await this.#gateway.send(new DeleteConnectionCommand({ ConnectionId: connectionId }));
    } catch (error) {
      if (!(error instanceof GoneException)) throw error;
    }
  }
}
