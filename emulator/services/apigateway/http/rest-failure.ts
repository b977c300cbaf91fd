import { HttpFailure } from '../../apigatewayv2/http/failure.ts';
import type { RestContent } from '../model/records.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export type ResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'DEFAULT_5XX'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'THROTTLED'
  | 'UNAUTHORIZED';

/** An answer of API Gateway's own; the API may give it another form by its gateway responses. */
export class RestFailure extends HttpFailure {
  readonly responseType: ResponseType;

  constructor(status: number, message: string, responseType: ResponseType, reason = message) {
    super(status, message, { type: responseType, reason });
    this.responseType = responseType;
  }
}

export const missingToken = () => new RestFailure(403, 'Missing Authentication Token', 'MISSING_AUTHENTICATION_TOKEN');
export const unauthorized = () => new RestFailure(401, 'Unauthorized', 'UNAUTHORIZED');
export const denied = (message = 'User is not authorized to access this resource') =>
  new RestFailure(403, message, 'ACCESS_DENIED');
export const authorizerFailed = (reason: string) =>
  new RestFailure(500, 'Internal server error', 'AUTHORIZER_CONFIGURATION_ERROR', reason);
export const invalidKey = () => new RestFailure(403, 'Forbidden', 'INVALID_API_KEY');
export const throttled = () => new RestFailure(429, 'Too Many Requests', 'THROTTLED');
export const quotaExceeded = () => new RestFailure(429, 'Limit Exceeded', 'QUOTA_EXCEEDED');
export const badBody = () => new RestFailure(400, 'Invalid request body', 'BAD_REQUEST_BODY');
export const badParameters = (names: readonly string[]) =>
  new RestFailure(400, `Missing required request parameters: [${names.join(', ')}]`, 'BAD_REQUEST_PARAMETERS');
export const malformedAnswer = (reason: string) => new RestFailure(502, 'Internal server error', 'DEFAULT_5XX', reason);

/** What HTTP APIs say otherwise, in the words of REST APIs. */
export function asRestFailure(failure: HttpFailure): RestFailure {
  if (failure instanceof RestFailure) return failure;
  const { reason } = failure.details;
  if (failure.status === 413)
    return new RestFailure(413, 'HTTP content length exceeded 10485760 bytes.', 'REQUEST_TOO_LARGE');
  if (failure.status === 504) return new RestFailure(504, 'Endpoint request timed out', 'INTEGRATION_TIMEOUT');
  if (failure.status === 503) return new RestFailure(503, 'Service Unavailable', 'INTEGRATION_FAILURE', reason);
  if (failure.details.type === 'INTEGRATION_FAILURE') return malformedAnswer(reason ?? failure.message);
  return new RestFailure(
    failure.status,
    failure.status === 500 ? 'Internal server error' : failure.message,
    'DEFAULT_5XX',
    reason,
  );
}

/** The failure as an answer, by the API's gateway response of its type, or of all 4xx or 5xx. */
export function failureAnswer(failure: RestFailure, { gatewayResponse }: RestContent, requestId: string) {
  const byType = gatewayResponse.find(({ responseType }) => responseType === failure.responseType);
  const custom =
    byType ??
    gatewayResponse.find(({ responseType }) => responseType === (failure.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX'));
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'x-amzn-errortype': ERROR_TYPES[failure.responseType] ?? 'InternalServerErrorException',
  };
  for (const [destination, value] of Object.entries(custom?.responseParameters ?? {})) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(destination)?.[1];
    // Static values stand in quotes; others would be taken from the request.
    const text = /^'(.*)'$/s.exec(value)?.[1];
    if (name !== undefined && text !== undefined) headers[name.toLowerCase()] = text;
  }
  const template = custom?.responseTemplates?.['application/json'] ?? '{"message":$context.error.messageString}';
  const body = template
    .replaceAll('$context.error.messageString', JSON.stringify(failure.message))
    .replaceAll('$context.error.message', failure.message)
    .replaceAll('$context.error.responseType', failure.responseType)
    .replaceAll('$context.requestId', requestId);
  return { status: Number(custom?.statusCode ?? failure.status), headers, body };
}

const ERROR_TYPES: Readonly<Partial<Record<ResponseType, string>>> = {
  ACCESS_DENIED: 'AccessDeniedException',
  UNAUTHORIZED: 'UnauthorizedException',
  MISSING_AUTHENTICATION_TOKEN: 'MissingAuthenticationTokenException',
  INVALID_API_KEY: 'ForbiddenException',
  THROTTLED: 'TooManyRequestsException',
  QUOTA_EXCEEDED: 'LimitExceededException',
  BAD_REQUEST_BODY: 'BadRequestException',
  BAD_REQUEST_PARAMETERS: 'BadRequestException',
  REQUEST_TOO_LARGE: 'RequestTooLargeException',
};
