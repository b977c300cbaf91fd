import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import type { SocketRequest } from './request.ts';
import type { Outcome } from './values.ts';

/** Where API Gateway writes what happens within requests of a stage. */
export const executionLogGroup = (apiId: string, stage: string) => `/aws/apigateway/${apiId}/${stage}`;

const FAILURE_STATUS = 400;

/**
 * The lines that a request leaves in the execution log at its route's level: all at INFO, those of failures at ERROR,
 * bodies with data trace alone. What a handshake carries is never among them, as it may be a token
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html).
 *
 * @param sent what the client was sent
 */
export function executionLines(request: SocketRequest, outcome: Outcome, sent: string | undefined): string[] {
  const { LoggingLevel = 'OFF', DataTraceEnabled = false } = settingsOf(request);
  const { status = 200, integrationStatus, integrationLatency, integrationErrorMessage } = outcome;
  const failed = integrationErrorMessage !== undefined || status >= FAILURE_STATUS;
  if (LoggingLevel === 'OFF' || (LoggingLevel === 'ERROR' && !failed)) return [];
  const { requestId, routeKey, eventType, peer, body } = request;
  const lines = [
    `Starting execution for request: ${requestId}`,
    `Route: ${routeKey}, event type: ${eventType}, connection: ${peer.connectionId}`,
    DataTraceEnabled && body !== undefined && `Message body: ${body}`,
    integrationStatus !== undefined &&
      `Integration answered with status: ${integrationStatus} after ${integrationLatency ?? 0} ms`,
    integrationErrorMessage !== undefined && `Execution failed due to: ${integrationErrorMessage}`,
    DataTraceEnabled && sent !== undefined && `Sent to the client: ${sent}`,
    `Method completed with status: ${status}`,
  ];
  return lines.flatMap((line) => (line ? [`(${requestId}) ${line}`] : []));
}

function settingsOf({ deployed: { stage }, routeKey }: SocketRequest): RouteSettings {
  return { ...stage.DefaultRouteSettings, ...stage.RouteSettings?.[routeKey] };
}
