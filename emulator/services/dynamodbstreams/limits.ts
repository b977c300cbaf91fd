/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html */
export const RECORDS_PER_READ = 1_000;
export const READ_BYTES = 1024 * 1024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
export const ITERATOR_MINUTES = 15;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html */
export const LISTED_STREAMS = 100;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html */
export const LISTED_SHARDS = 100;
/** The records of a stream that has ended can be read for so long (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html). */
export const ENDED_STREAM_HOURS = 24;
