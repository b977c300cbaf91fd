// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-quotas.html

/** A message with its attributes, and all messages of a batch together. */
export const MESSAGE_SIZE_BYTES = 1_048_576;
export const BATCH_ENTRIES = 10;
export const MESSAGE_ATTRIBUTES = 10;
export const RECEIVE_MESSAGES = 10;
export const WAIT_TIME_SECONDS = 20;
export const VISIBILITY_TIMEOUT_SECONDS = 43_200;
export const DELAY_SECONDS = 900;
export const QUEUE_NAME_LENGTH = 80;
export const BATCH_ENTRY_ID_LENGTH = 80;
export const DEDUPLICATION_MILLISECONDS = 5 * 60 * 1_000;
/** A queue cannot be purged more often. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const PURGE_INTERVAL_MILLISECONDS = 60_000;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const MOVE_MESSAGES_PER_SECOND = 500;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const LISTED_MOVE_TASKS = 10;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const PERMISSION_LABEL_LENGTH = 80;
export const PERMISSION_ACTIONS = 7;
