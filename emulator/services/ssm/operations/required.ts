import { validation } from '../errors.ts';

/** @throws AwsError ValidationException in AWS's words when a member is missing */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw validation(
    `1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`,
  );
}

/** @throws AwsError ValidationException when a list is empty or longer than `most` */
export function batch(names: readonly string[] | undefined, member: string, most: number): readonly string[] {
  const list = required(names, member);
  if (list.length >= 1 && list.length <= most) return list;
  throw validation(
    `1 validation error detected: Value '[${list.join(', ')}]' at '${member}' failed to satisfy constraint: Member must have length ${list.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${most}`}`,
  );
}
