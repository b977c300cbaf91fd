/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const LARGEST_BATCH = 10_000;
export const LARGEST_FIFO_BATCH = 10;
/** A queue's batch larger than this needs a window. */
export const LARGEST_BATCH_WITHOUT_WINDOW = 10;
export const DEFAULT_QUEUE_BATCH = 10;
export const DEFAULT_STREAM_BATCH = 100;
export const LONGEST_WINDOW_SECONDS = 300;
export const MOST_LANES = 10;
export const MOST_RETRIES = 10_000;
export const SHORTEST_RECORD_AGE_SECONDS = 60;
export const LONGEST_RECORD_AGE_SECONDS = 604_800;
/** https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html */
export const LEAST_MAXIMUM_CONCURRENCY = 2;
export const MOST_MAXIMUM_CONCURRENCY = 1_000;
/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
export const FILTERS_PER_MAPPING = 5;
/** https://docs.aws.amazon.com/lambda/latest/api/API_Filter.html */
export const FILTER_PATTERN_CHARACTERS = 4_096;
/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const LISTED_MAPPINGS = 100;
