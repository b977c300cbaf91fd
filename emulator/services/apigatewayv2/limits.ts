/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
export const INTEGRATION_TIMEOUT_MILLISECONDS = { shortest: 50, default: 30_000, longest: 30_000 } as const;
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html */
export const WEBSOCKET_INTEGRATION_TIMEOUT_MILLISECONDS = { shortest: 50, default: 29_000, longest: 29_000 } as const;
/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html */
export const AUTHORIZER_RESULT_TTL_SECONDS = 3_600;
export const NAME_CHARACTERS = 128;
/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html: items of a list answer when the caller does not say. */
export const PAGE_ITEMS = 100;
