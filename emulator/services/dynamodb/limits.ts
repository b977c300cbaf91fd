/*
 * Quotas of DynamoDB (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
 */

/** An item, attribute names and values together. */
export const ITEM_SIZE_BYTES = 400 * 1024;
/** What one page of a query or scan reads, before any filter. */
export const PAGE_SIZE_BYTES = 1024 * 1024;
export const PARTITION_KEY_SIZE_BYTES = 2048;
export const SORT_KEY_SIZE_BYTES = 1024;
/** Lists and maps inside each other. */
export const NESTING_LEVELS = 32;
export const NUMBER_SIGNIFICANT_DIGITS = 38;
/** Magnitudes run from 1E-130 to 9.99…E+125. */
export const NUMBER_LARGEST_EXPONENT = 125;
export const NUMBER_SMALLEST_EXPONENT = -130;

export const EXPRESSION_SIZE_BYTES = 4 * 1024;
/** AND, OR, NOT, comparisons and functions of one expression. */
export const EXPRESSION_OPERATORS = 300;
export const IN_OPERANDS = 100;

export const BATCH_GET_KEYS = 100;
export const BATCH_GET_RESPONSE_BYTES = 16 * 1024 * 1024;
export const BATCH_WRITE_REQUESTS = 25;
export const TRANSACTION_ACTIONS = 100;
export const TRANSACTION_SIZE_BYTES = 4 * 1024 * 1024;
/** How long a ClientRequestToken is remembered. */
export const TRANSACTION_TOKEN_MINUTES = 10;

export const SCAN_SEGMENTS = 1_000_000;
export const LIST_TABLES_PAGE = 100;
export const GLOBAL_INDEXES_PER_TABLE = 20;
export const LOCAL_INDEXES_PER_TABLE = 5;
/** A global index may have up to four partition and four sort key attributes. */
export const GLOBAL_INDEX_KEY_ATTRIBUTES = 4;
export const PROJECTED_ATTRIBUTES_PER_TABLE = 100;
export const TAGS_PER_TABLE = 50;
export const RESOURCE_POLICY_SIZE_BYTES = 20 * 1024;

/** On-demand and provisioned capacity are counted in these (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html). */
export const READ_UNIT_BYTES = 4 * 1024;
export const WRITE_UNIT_BYTES = 1024;

/** Default account and table quotas of us-east-1, as DescribeLimits reports them. */
export const ACCOUNT_CAPACITY_UNITS = 80_000;
export const TABLE_CAPACITY_UNITS = 40_000;

/** How long a stream keeps a record (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html). */
export const STREAM_RETENTION_HOURS = 24;
/** Items that expired longer ago than this are left alone (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html). */
export const TIME_TO_LIVE_OLDEST_YEARS = 5;
