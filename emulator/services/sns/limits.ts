/** A message with its attributes, and all messages of a batch together: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MESSAGE_BYTES = 262_144;

/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const BATCH_ENTRIES = 10;
export const BATCH_ENTRY_ID_CHARACTERS = 80;

/** A subject is shorter: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const SUBJECT_CHARACTERS = 100;

/** https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const TOPIC_NAME_CHARACTERS = 256;
export const TAGS_PER_TOPIC = 50;
export const DISPLAY_NAME_CHARACTERS = 100;

/** Items of a list answer: https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const PAGE_ITEMS = 100;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
export const ATTRIBUTE_NAME_BYTES = 256;

/** What raw delivery to SQS can carry: https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
export const RAW_ATTRIBUTES = 10;

/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
export const DEDUPLICATION_MILLISECONDS = 5 * 60 * 1_000;

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export const FILTER_POLICY_BYTES = 256 * 1_024;
export const FILTER_POLICY_KEYS = 5;
export const FILTER_POLICY_COMBINATIONS = 150;

/** How long a confirmation token is good: https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const TOKEN_MILLISECONDS = 2 * 24 * 3_600 * 1_000;

/** How long an HTTP endpoint may take to answer: https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
export const HTTP_ANSWER_MILLISECONDS = 15_000;

/** All waits of an HTTP retry policy together: https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export const HTTP_RETRY_SECONDS = 3_600;

/** Longer texts are cut into several messages: https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
export const SMS_CHARACTERS = 1_600;

/** How many captured mails and short messages are kept; the oldest go first. Ours, not AWS's. */
export const MAILBOX_MESSAGES = 10_000;
