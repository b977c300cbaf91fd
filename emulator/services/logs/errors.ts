import { AwsError } from '../../door/errors.ts';

/** Errors of the CloudWatch Logs API, in its own words. */

export const groupNotFound = () => notFound('The specified log group does not exist.');
export const streamNotFound = () => notFound('The specified log stream does not exist.');
export const groupExists = () => exists('The specified log group already exists');
export const streamExists = () => exists('The specified log stream already exists');

export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

const exists = (message: string) => new AwsError('ResourceAlreadyExistsException', message);

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);

export const constraintBroken = (value: unknown, member: string, constraint: string) =>
  invalidParameter(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

export const missing = (member: string) =>
  invalidParameter(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );

export const invalidPattern = () => invalidParameter('Invalid filter pattern');
