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
