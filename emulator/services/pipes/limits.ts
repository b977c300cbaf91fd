/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html */
export const NAME_CHARACTERS = 64;
export const DESCRIPTION_CHARACTERS = 512;
export const INPUT_TEMPLATE_CHARACTERS = 8_192;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_FilterCriteria.html */
export const FILTERS = 5;
export const FILTER_PATTERN_CHARACTERS = 4_096;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceSqsQueueParameters.html */
export const SOURCE_BATCH = 10_000;
export const DEFAULT_QUEUE_BATCH = 10;
export const BATCH_WINDOW_SECONDS = 300;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_PipeSourceDynamoDBStreamParameters.html */
export const DEFAULT_STREAM_BATCH = 1;
export const RECORD_AGE_SECONDS = 604_800;
export const RETRY_ATTEMPTS = 10_000;
export const PARALLELIZATION_FACTOR = 10;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-batchable-target */
export const TARGET_BATCH = { logs: 10_000, bus: 10, topic: 10, queue: 10, whole: SOURCE_BATCH } as const;

/** https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_ListPipes.html */
export const PAGE_ITEMS = 100;

/** A log record's payload is cut to this: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs.html */
export const LOGGED_BYTES = 256 * 1_024;
