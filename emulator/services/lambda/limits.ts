/** Limits of Lambda; all from https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html unless said otherwise. */

export const SYNCHRONOUS_PAYLOAD_BYTES = 6 * 1024 * 1024;
/** The runtime allows a little more on the way out (seen in the error's own text). */
export const RESPONSE_BYTES = SYNCHRONOUS_PAYLOAD_BYTES + 100;
export const ASYNCHRONOUS_PAYLOAD_BYTES = 1024 * 1024;

export const DEFAULT_TIMEOUT_SECONDS = 3;
export const LONGEST_TIMEOUT_SECONDS = 900;
export const DEFAULT_MEMORY_MEGABYTES = 128;
export const LARGEST_MEMORY_MEGABYTES = 10_240;
export const DEFAULT_EPHEMERAL_STORAGE_MEGABYTES = 512;
export const LARGEST_EPHEMERAL_STORAGE_MEGABYTES = 10_240;

export const ACCOUNT_CONCURRENCY = 1_000;
/** Reserving may not leave functions without a reservation less than this. */
export const UNRESERVED_CONCURRENCY_MINIMUM = 100;

export const LAYERS_PER_FUNCTION = 5;
export const UNZIPPED_CODE_BYTES = 250 * 1024 * 1024;
export const ZIPPED_UPLOAD_BYTES = 50 * 1024 * 1024;
export const ENVIRONMENT_VARIABLES_BYTES = 4 * 1024;

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html: longer, and time counts as the invocation's. */
export const INIT_SECONDS = 10;

/** What `LogType: Tail` answers (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html). */
export const LOG_TAIL_BYTES = 4 * 1024;

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export const DEFAULT_ASYNC_RETRIES = 2;
export const ASYNC_RETRY_SECONDS = [60, 120] as const;
export const DEFAULT_EVENT_AGE_SECONDS = 6 * 60 * 60;
export const SHORTEST_EVENT_AGE_SECONDS = 60;
/** A throttled event is tried again after a pause that doubles between these two. */
export const FIRST_THROTTLE_PAUSE_SECONDS = 1;
export const LONGEST_THROTTLE_PAUSE_SECONDS = 5 * 60;

export const LISTED_BY_DEFAULT = 50;
