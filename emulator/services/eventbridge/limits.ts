/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const PUT_EVENTS_ENTRIES = 10;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html */
export const DETAIL_TYPE_CHARACTERS = 128;

/** All entries of a call together: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
export const PUT_EVENTS_BYTES = 1024 * 1024;

/** What a timestamp counts for in the size of an entry (same page). */
export const ENTRY_TIME_BYTES = 14;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html */
export const EVENT_PATTERN_CHARACTERS = 4096;
export const RULE_NAME_CHARACTERS = 64;
export const DESCRIPTION_CHARACTERS = 512;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
export const TARGETS_PER_RULE = 5;
export const EVENT_BUSES = 100;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const EVENT_BUS_NAME_CHARACTERS = 256;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const ARCHIVE_NAME_CHARACTERS = 48;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html */
export const TARGET_ID_CHARACTERS = 64;
export const INPUT_CHARACTERS = 8192;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export const INPUT_PATHS = 100;
export const INPUT_TEMPLATE_CHARACTERS = 8192;

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html */
export const RETRY_ATTEMPTS = 185;
export const EVENT_AGE_SECONDS = { shortest: 60, longest: 86_400 } as const;

/** Items of a list answer when the caller does not say: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const PAGE_ITEMS = 100;

/** Default and highest rate of an API destination: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateApiDestination.html */
export const INVOCATIONS_PER_SECOND = 300;
