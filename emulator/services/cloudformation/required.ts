import { validationError } from './errors.ts';

/** @throws AwsError ValidationError in AWS's words when a member is missing or empty */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined && value !== '') return value;
  throw validationError(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}
