/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
 */
export const IDLE_MILLISECONDS = 10 * 60_000;
export const CONNECTION_MILLISECONDS = 2 * 60 * 60_000;
export const FRAME_BYTES = 32 * 1024;
export const MESSAGE_BYTES = 128 * 1024;
export const NEW_CONNECTIONS_PER_SECOND = 500;
/** Of the account, all its stages and routes together, when neither says less. */
export const REQUESTS_PER_SECOND = 10_000;
export const REQUEST_BURST = 5_000;

/**
 * What waits for one slow client before a further message is refused with LimitExceededException; AWS says that there is
 * such a buffer, and not how large it is
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html).
 */
export const UNSENT_BYTES = 1024 * 1024;

/**
 * Messages of one connection that are with integrations; the socket is read no further until there are fewer. All share this machine, so
 * that whoever sends a thousand at once would be all that others wait for.
 */
export const MESSAGES_UNDER_WAY = 100;

/** How long a stop waits for `$disconnect` integrations, which AWS promises no more than to try. */
export const FAREWELL_MILLISECONDS = 2_000;
export const FAREWELLS_AT_ONCE = 50;

/** How much of a message the trace keeps. */
export const TRACED_BYTES = 256;

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const CLOSE_NORMAL = 1000;
export const CLOSE_GOING_AWAY = 1001;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html */
export const CLOSE_UNSUPPORTED_DATA = 1003;
export const CLOSE_TOO_BIG = 1009;
