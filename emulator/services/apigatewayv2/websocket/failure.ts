/** A request that API Gateway answers itself, in its own words. */
export class GatewayFailure extends Error {
  override name = 'GatewayFailure';
  /** HTTP status: of a refused handshake, and in logs. */
  readonly status: number;
  /** What the integration answered, when it was asked. */
  readonly integrationStatus: number | undefined;

  constructor(
    status: number,
    message: string,
    { integrationStatus, cause }: { integrationStatus?: number | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.status = status;
    this.integrationStatus = integrationStatus;
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export const forbidden = () => new GatewayFailure(403, 'Forbidden');
export const unauthorized = () => new GatewayFailure(401, 'Unauthorized');
export const tooManyRequests = () => new GatewayFailure(429, 'Too Many Requests');
export const timedOut = () => new GatewayFailure(504, 'Endpoint request timed out');
export const unsupportedMediaType = () => new GatewayFailure(415, 'Unsupported Media Type');
/** @param why for logs: clients are not told */
export const internalError = (why: unknown, integrationStatus?: number) =>
  new GatewayFailure(500, 'Internal server error', { integrationStatus, cause: why });

/** The frame, or the body of a refused handshake, that tells a client of a failure. */
export const failureText = (message: string, connectionId: string, requestId: string): string =>
  `{"message": ${JSON.stringify(message)}, "connectionId":"${connectionId}", "requestId":"${requestId}"}`;

/** Why a request failed, for those who operate the API. */
export function causeText({ cause, message }: GatewayFailure): string {
  return cause instanceof Error ? cause.message : typeof cause === 'string' ? cause : message;
}
