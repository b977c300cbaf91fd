import { KeyedSha256 } from './keyed-sha256.ts';

/** How long a function waits for a connection, milliseconds: within a region one takes a few. */
const CONNECTION_TIMEOUT_MILLISECONDS = 1_000;

/** How long a function waits for a service. */
export interface Patience {
  /** For an answer, milliseconds, each time that the SDK tries. */
  readonly milliseconds: number;
  /** How often the SDK tries. */
  readonly attempts: number;
}

/**
 * The SDK by itself waits for ever, and then it is Lambda that ends the invocation, which can say nothing of why. All attempts together
 * are shorter than the time of the functions, so that a step fails by itself, and a route answers.
 */
export const PATIENCE: Patience = { milliseconds: 3_000, attempts: 3 };

/** With objects, which take their time on the way, and with Lex, which calls a function in turn. */
export const LONG_PATIENCE: Patience = { milliseconds: 7_000, attempts: 2 };

/** Of a function for which somebody waits for five seconds. */
export const SHORT_PATIENCE: Patience = { milliseconds: 3_000, attempts: 1 };

/**
 * For handlers of requests: no further time-out for a socket that falls silent. The SDK's comes after 5 minutes, when Lambda has long ended
 * the function; to set it up takes up to a tenth of the processor's time of a request.
 */
export const NO_SOCKET_TIMEOUT = { socketTimeout: 0 };

function waitingFor({ milliseconds, attempts }: Patience) {
  const requestHandler = {
    connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
    requestTimeout: milliseconds,
    throwOnRequestTimeout: true,
    ...NO_SOCKET_TIMEOUT,
  };
  return { requestHandler, maxAttempts: attempts, sha256: KeyedSha256 };
}

/** What clients of the SDK are made with. */
export const CLIENT = waitingFor(PATIENCE);

/** What clients for S3 and Lex are made with. */
export const LONG_CLIENT = waitingFor(LONG_PATIENCE);

/** What clients are made with that are called while somebody waits who does not wait long. */
export const SHORT_CLIENT = waitingFor(SHORT_PATIENCE);
