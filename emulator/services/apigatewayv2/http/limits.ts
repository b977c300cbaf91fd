/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const PAYLOAD_BYTES = 10 * 1024 * 1024;
/** Request line and header values together. */
export const HEADER_BYTES = 10_240;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: of the account, for stages without limits of their own. */
export const REQUESTS_PER_SECOND = 10_000;
export const REQUEST_BURST = 5_000;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html */
export const KEY_CACHE_MILLISECONDS = 2 * 60 * 60 * 1_000;
