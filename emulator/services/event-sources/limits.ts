/** How long one receive waits for a first message (https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html: long polling). */
export const QUEUE_WAIT_SECONDS = 20;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const MESSAGES_PER_RECEIVE = 10;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const MESSAGES_PER_DELETE = 10;
/** Batches that a poller works at once as long as nothing says otherwise (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html: "starts with five"). */
export const QUEUE_CONCURRENCY = 5;

/** A batch ends before it grows over this (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching). */
export const BATCH_BYTES = 6 * 1024 * 1024;
/** What stands around the records of a batch. */
export const BATCH_ENVELOPE_BYTES = 64;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const RECORDS_PER_READ = 1_000;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html */
export const STREAM_RETENTION_MILLISECONDS = 24 * 3_600_000;

/** AWS says that it backs off, not how far; a poller that meets an error waits this long, and up to the second figure. */
export const FIRST_PAUSE_MILLISECONDS = 1_000;
export const LONGEST_PAUSE_MILLISECONDS = 60_000;
