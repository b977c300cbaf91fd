import { AwsError } from '../../door/errors.ts';

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/CommonErrors.html */
export const validation = (message: string) => new AwsError('ValidationException', message);
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });
export const conflict = (message: string) => new AwsError('ConflictException', message, { status: 409 });

/** AWS's answer for a member that breaks its model's constraint. */
export const constraint = (value: unknown, member: string, rule: string) =>
  validation(
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
