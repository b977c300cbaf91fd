import { KeyedSha256 } from './keyed-sha256.ts';

/** How long a function waits for a connection, milliseconds: within a region one takes a few. */
const CONNECTION_TIMEOUT_MILLISECONDS = 1_000;

/**
 * How long a function waits for an answer, in milliseconds, each time that the SDK tries. The SDK by itself waits for ever, and then it is
 * Lambda that ends the invocation, which can say nothing of why. Shorter than the time of any function, so that a step fails by itself, and a
 * route answers.
 */
export const CALL_TIMEOUT_MILLISECONDS = 4_000;

/** For objects, which take their time on the way, and for Lex, which calls a function in turn. */
export const LONG_CALL_TIMEOUT_MILLISECONDS = 8_000;

/**
 * For handlers of requests: no further time-out for a socket that falls silent. The SDK's comes after 5 minutes, when Lambda has long ended
 * the function; to set it up takes up to a tenth of the processor's time of a request.
 */
export const NO_SOCKET_TIMEOUT = { socketTimeout: 0 };

function waitingFor(requestTimeout: number) {
  const connectionTimeout = CONNECTION_TIMEOUT_MILLISECONDS;
  const requestHandler = { connectionTimeout, requestTimeout, throwOnRequestTimeout: true, ...NO_SOCKET_TIMEOUT };
  return { requestHandler, sha256: KeyedSha256 };
}

/** What clients of the SDK are made with. */
export const CLIENT = waitingFor(CALL_TIMEOUT_MILLISECONDS);

/** What clients for S3 and Lex are made with. */
export const LONG_CLIENT = waitingFor(LONG_CALL_TIMEOUT_MILLISECONDS);
