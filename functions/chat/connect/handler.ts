import type { Context } from 'aws-lambda';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { offeredProtocols } from '../authorize/find-token.ts';
import { leaveEnvironment, leavePorts } from '../chat-ports.ts';
import { callerOf, socketEvent } from '../socket-event.ts';
import { GatewaySockets } from '../sockets/gateway-sockets.ts';
import { DynamoConversations } from '../tables/dynamo-conversations.ts';
import { type ConnectPorts, connect, TooManyConnectionsError } from './connect.ts';

const environment = parseEnvironment(
  leaveEnvironment.extend({ CONVERSATIONS_TABLE: text, WEBSOCKET_ENDPOINT: text }),
  process.env,
);
const telemetry = createHttpTelemetry();
const { dynamo, ports: leaving } = leavePorts(environment);
const ports: ConnectPorts = {
  ...leaving,
  sockets: new GatewaySockets(environment.WEBSOCKET_ENDPOINT),
  conversations: new DynamoConversations(dynamo, environment.CONVERSATIONS_TABLE),
};

/** What a client of ours offers beside its token, so that there is something to choose. */
const PROTOCOL = 'telar';

/** The route `$connect`. */
export async function handler(raw: unknown, context: Context) {
  const { logger } = telemetry;
  logger.addContext(context);
  try {
    const event = socketEvent.parse(raw);
    const correlationId = event.requestContext.requestId;
    logger.setCorrelationId(correlationId);
    await connect(callerOf(event), correlationId, ports);
    return { statusCode: 200, ...chooseProtocol(event.headers) };
  } catch (error) {
    logger.error('the connection was refused', { error });
    return { statusCode: error instanceof TooManyConnectionsError ? 429 : 500 };
  } finally {
    logger.resetKeys();
  }
}

/** A browser ends a connection when none of the protocols that it offered is chosen. */
function chooseProtocol(headers: Readonly<Record<string, string>>) {
  const offered = offeredProtocols(headers);
  const chosen = offered.includes(PROTOCOL) ? PROTOCOL : offered[0];
  return chosen === undefined ? {} : { headers: { 'Sec-WebSocket-Protocol': chosen } };
}
