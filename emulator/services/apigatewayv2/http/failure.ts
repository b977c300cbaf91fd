/** How a request ends that API Gateway itself answers. */
export interface FailureDetails {
  /** Response headers beside the content type. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Why, for the access log: `$context.error.message` stays what the client sees. */
  readonly reason?: string;
  /** `$context.error.responseType` */
  readonly type?: string;
  readonly cause?: unknown;
}

/** An answer of API Gateway's own: `{"message":"Not Found"}`. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure';
  readonly status: number;
  readonly details: FailureDetails;

  constructor(status: number, message: string, details: FailureDetails = {}) {
    super(message, { cause: details.cause });
    this.status = status;
    this.details = details;
  }
}

export const routeNotFound = () => new HttpFailure(404, 'Not Found');
export const tooManyRequests = () => new HttpFailure(429, 'Too Many Requests', { type: 'THROTTLED' });
export const payloadTooLarge = () => new HttpFailure(413, 'Request Entity Too Large', { type: 'REQUEST_TOO_LARGE' });
export const headersTooLarge = () => new HttpFailure(431, 'Request Header Fields Too Large');
/** @param challenge `www-authenticate` */
export const unauthorized = (reason: string, challenge?: string) =>
  new HttpFailure(401, 'Unauthorized', {
    reason,
    type: 'UNAUTHORIZED',
    ...(challenge === undefined ? {} : { headers: { 'www-authenticate': challenge } }),
  });
export const forbidden = (reason: string, challenge?: string) =>
  new HttpFailure(403, 'Forbidden', {
    reason,
    type: 'ACCESS_DENIED',
    ...(challenge === undefined ? {} : { headers: { 'www-authenticate': challenge } }),
  });
export const internalError = (reason: string, cause?: unknown) =>
  new HttpFailure(500, 'Internal Server Error', { reason, type: 'INTEGRATION_FAILURE', cause });
export const authorizerError = (reason: string, cause?: unknown) =>
  new HttpFailure(500, 'Internal Server Error', { reason, type: 'AUTHORIZER_FAILURE', cause });
export const serviceUnavailable = (reason: string) =>
  new HttpFailure(503, 'Service Unavailable', { reason, type: 'INTEGRATION_FAILURE' });
export const integrationTimeout = () =>
  new HttpFailure(504, 'Service Unavailable', { reason: 'Endpoint request timed out', type: 'INTEGRATION_TIMEOUT' });
