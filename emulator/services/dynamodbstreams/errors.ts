import { AwsError } from '../../door/errors.ts';
import { ValidationError } from '../dynamodb/errors.ts';

export { ValidationError };

export const streamNotFound = (arn: string) =>
  new AwsError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`);

export const shardNotFound = () =>
  new AwsError('ResourceNotFoundException', 'Requested resource not found: Shard does not exist');

export const iteratorExpired = () => new AwsError('ExpiredIteratorException', 'Shard iterator has expired');

export const dataTrimmed = () =>
  new AwsError('TrimmedDataAccessException', 'The data you are trying to access has been trimmed');
