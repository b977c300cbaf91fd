/** Limits of CloudWatch; from https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html unless said otherwise. */

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export const METRICS_PER_REQUEST = 1_000;
export const DIMENSIONS_PER_METRIC = 30;
export const VALUES_PER_METRIC = 150;
export const OLDEST_DATUM_SECONDS = 14 * 24 * 60 * 60;
export const NEWEST_DATUM_SECONDS = 2 * 60 * 60;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const SHORT_ALARM_PERIODS_SECONDS = [10, 20, 30] as const;
/** All of its periods together: of an alarm whose period is shorter than an hour, and of others. */
export const ALARM_SPAN_SECONDS = 24 * 60 * 60;
export const HOURLY_ALARM_SPAN_SECONDS = 7 * 24 * 60 * 60;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export const DATAPOINTS_PER_REQUEST = 1_440;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const METRIC_DATA_QUERIES = 500;

export const METRICS_LISTED_AT_ONCE = 500;
export const ALARMS_DESCRIBED_AT_ONCE = 50;
export const ALARMS_DELETED_AT_ONCE = 100;

/** How long data points of one minute, and of one second, are kept (AWS keeps coarser ones up to 15 months). */
export const MINUTE_RETENTION_SECONDS = 15 * 24 * 60 * 60;
export const SECOND_RETENTION_SECONDS = 3 * 60 * 60;
