import { AwsError } from '../../../door/errors.ts';
import { isLoopback } from '../../../runtime/loopback.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html */
const TIMEOUT_MILLISECONDS = 5_000;

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly text: string;
}

/** Sends a request; hosts other than this machine only when the network is allowed. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>;

/** @throws AwsError ConnectionFailure, RequestTimeout, NetworkNotAllowed */
export const sendHttp =
  (allowNetwork: boolean): SendHttp =>
  async ({ url, method, headers, body }) => {
    if (!allowNetwork && !isLoopback(url.hostname)) {
      const message = `The emulator calls no host but this machine: ${url.host} needs the flag --allow-network.`;
      throw new AwsError('NetworkNotAllowed', message);
    }
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MILLISECONDS);
      const response = await fetch(url, {
        method,
        headers,
        signal,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      });
      const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
      const retryAfterSeconds = Number.isFinite(retryAfter) ? retryAfter : undefined;
      return { status: response.status, retryAfterSeconds, text: await response.text() };
    } catch (error) {
      throw failure(error, url);
    }
  };

function failure(error: unknown, url: URL): AwsError {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new AwsError('RequestTimeout', `${url.host} did not answer within ${TIMEOUT_MILLISECONDS} ms.`, {
      status: 504,
    });
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  return new AwsError('ConnectionFailure', `${url.host} could not be reached: ${cause}`, { status: 503, cause: error });
}
