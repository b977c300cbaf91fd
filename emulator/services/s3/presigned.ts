import { AwsError } from '../../door/errors.ts';
import type { AnyOperation, Call, HttpContext } from '../../door/operation.ts';
import type { Clock } from '../../runtime/clock.ts';
import { accessDenied } from './errors.ts';
import { PRESIGNED_SECONDS } from './limits.ts';

/**
 * Refuses a request whose signature stands in its URL and has run out. The signature itself is not verified: locally
 * any access key is good, so no secret is known.
 *
 * @param now epoch milliseconds
 * @throws AwsError AccessDenied, AuthorizationQueryParametersError
 */
export function checkPresigned({ url }: HttpContext, now: number): void {
  const cut = url.indexOf('?');
  if (cut < 0 || !/[?&](X-Amz-Signature|Signature)=/i.test(url)) return;
  const query = new URLSearchParams(url.slice(cut + 1));
  if (query.has('X-Amz-Signature')) checkVersion4(query, now);
  else if (query.has('Signature')) checkVersion2(query, now);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function checkVersion4(query: URLSearchParams, now: number): void {
  const seconds = Number(query.get('X-Amz-Expires') ?? Number.NaN);
  const signedAt = readBasicTimestamp(query.get('X-Amz-Date') ?? '');
  if (signedAt === undefined) {
    throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (!Number.isInteger(seconds)) throw malformed('X-Amz-Expires should be a number');
  if (seconds < 0) throw malformed('X-Amz-Expires must be non-negative');
  if (seconds > PRESIGNED_SECONDS) {
    throw malformed(
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${PRESIGNED_SECONDS} seconds`,
    );
  }
  const expires = signedAt + seconds * 1_000;
  if (expires >= now) return;
  throw accessDenied('Request has expired', {
    'X-Amz-Expires': seconds,
    Expires: new Date(expires).toISOString(),
    ServerTime: new Date(now).toISOString(),
  });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html#RESTAuthenticationQueryStringAuth */
function checkVersion2(query: URLSearchParams, now: number): void {
  const expires = Number(query.get('Expires')) * 1_000;
  if (!Number.isFinite(expires))
    throw accessDenied(`Invalid date (should be seconds since epoch): ${query.get('Expires')}`);
  if (expires >= now) return;
  throw accessDenied('Request has expired', {
    Expires: new Date(expires).toISOString(),
    ServerTime: new Date(now).toISOString(),
  });
}

const malformed = (message: string) => new AwsError('AuthorizationQueryParametersError', message);

/** `20260101T000000Z` as epoch milliseconds. */
function readBasicTimestamp(text: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 1, ...rest] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, ...rest);
}

/** The operation, refusing requests by a presigned URL that has run out. */
export const honouringExpiry =
  (clock: Clock) =>
  (operation: AnyOperation): AnyOperation => ({
    ...operation,
    run(input, call: Call) {
      if (call.http) checkPresigned(call.http, clock.now());
      return operation.run(input, call);
    },
  });
