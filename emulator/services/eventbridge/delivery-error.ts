import { AwsError } from '../../door/errors.ts';

/** Why a delivery failed, as the dead-letter message says it, and whether trying again can help. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly retry: boolean;
  /** The target asked not to be tried again before. */
  readonly retryAfterSeconds?: number;
}

const PERMISSIONS =
  /AccessDenied|NotAuthorized|Forbidden|InvalidClientTokenId|UnauthorizedOperation|AuthorizationError/;
const MISSING = /NotFound|DoesNotExist|NonExistentQueue|NoSuch/;
const THROTTLED = /Throttl|TooManyRequests|LimitExceeded|RequestLimit|SlowDown|ProvisionedThroughput|EC2Throttled/;

/**
 * Sorts an error of a target into EventBridge's codes. Missing permissions and missing targets are not retried: both
 * need somebody to act (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html).
 */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof AwsError)) {
    return { code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error), retry: true };
  }
  const { code, status, message, headers } = error;
  if (code === 'ConnectionFailure') return { code: 'CONNECTION_FAILURE', message, retry: true };
  if (code === 'RequestTimeout') return { code: 'TIMEOUT', message, retry: true };
  const later = headers['retry-after'] === undefined ? {} : { retryAfterSeconds: Number(headers['retry-after']) };
  if (PERMISSIONS.test(code) || status === 403) return { code: 'NO_PERMISSIONS', message, retry: false };
  if (MISSING.test(code) || status === 404) return { code: 'NO_RESOURCE', message, retry: false };
  if (THROTTLED.test(code) || status === 429) return { code: 'THROTTLING', message, retry: true, ...later };
  // 501: the emulator does not have the operation, and will not have it in a minute either.
  if (status >= 500 && status !== 501) return { code: 'ERROR_FROM_TARGET', message, retry: true, ...later };
  return { code: 'SDK_CLIENT_ERROR', message, retry: false };
}
