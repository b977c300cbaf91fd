/** Limits of CloudWatch Logs; from https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html unless said otherwise. */

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const BATCH_BYTES = 1_048_576;
export const BATCH_EVENTS = 10_000;
export const BATCH_SPAN_MILLISECONDS = 24 * 60 * 60_000;
export const EVENT_OVERHEAD_BYTES = 26;
export const EVENT_BYTES = 1_048_576;
export const TOO_NEW_MILLISECONDS = 2 * 60 * 60_000;
export const TOO_OLD_MILLISECONDS = 14 * 24 * 60 * 60_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const PAGE_EVENTS = 10_000;
export const PAGE_BYTES = 1_048_576;

export const DESCRIBED_AT_ONCE = 50;
export const FILTER_PATTERN_LENGTH = 1_024;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const RETENTION_DAYS: ReadonlySet<number> = new Set([
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]);
