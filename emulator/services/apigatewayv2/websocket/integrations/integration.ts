import type { PlannedIntegration } from '../../model/api-plan.ts';
import type { WebSocketPorts } from '../ports.ts';
import type { SocketRequest } from '../request.ts';

/** What an integration answered, before any route response is made of it. */
export interface IntegrationAnswer {
  /** HTTP status that the integration gave, or its proxy answer names. */
  readonly status: number;
  /** None when the integration said nothing that could be sent on. */
  readonly body?: string | undefined;
  /** Of the answer, lower-case; a handshake takes the protocol from there. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface IntegrationCall {
  readonly request: SocketRequest;
  readonly integration: PlannedIntegration;
  readonly ports: WebSocketPorts;
}

/**
 * Calls a backend.
 *
 * @throws GatewayFailure when the backend could not be asked, failed, or answered what cannot be read
 */
export type Integrate = (call: IntegrationCall) => Promise<IntegrationAnswer>;

/** The source that a function's permission sees: `apiId/stage/routeKey`. */
export const sourceOf = ({ peer, routeKey }: SocketRequest) => `${peer.apiId}/${peer.stageName}/${routeKey}`;
