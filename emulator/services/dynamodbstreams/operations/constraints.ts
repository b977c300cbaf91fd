// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html#API_streams_GetShardIterator_RequestParameters
export const SHORTEST_ARN = 37;
export const SHORTEST_SHARD_ID = 28;
export const LONGEST_SHARD_ID = 65;
export const SHORTEST_SEQUENCE_NUMBER = 21;
export const LONGEST_SEQUENCE_NUMBER = 40;
export const ITERATOR_TYPES = ['AFTER_SEQUENCE_NUMBER', 'LATEST', 'AT_SEQUENCE_NUMBER', 'TRIM_HORIZON'];
