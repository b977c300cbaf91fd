import { AwsError } from '../../../door/errors.ts';

/**
 * A member that must be there.
 *
 * @throws AwsError ValidationError in IAM's words
 */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined && value !== '') return value;
  throw new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const NAME = /^[\w+=,.@-]+$/;

/**
 * The name of something to be made.
 *
 * @throws AwsError ValidationError in IAM's words
 */
export function newName(value: string | undefined, member: string, maxLength: number): string {
  const name = required(value, member);
  if (name.length > maxLength) {
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: Member must have length less than or equal to ${maxLength}`,
    );
  }
  if (NAME.test(name)) return name;
  throw new AwsError(
    'ValidationError',
    `The specified value for ${member} is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-`,
  );
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const MAX_ROLE_NAME_LENGTH = 64;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export const MAX_POLICY_NAME_LENGTH = 128;
