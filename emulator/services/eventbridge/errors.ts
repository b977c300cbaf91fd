import { AwsError } from '../../door/errors.ts';
import type { PatternError } from './patterns/pattern-error.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html */
export const validation = (message: string) => new AwsError('ValidationException', message);

export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

export const alreadyExists = (message: string) => new AwsError('ResourceAlreadyExistsException', message);

export const illegalStatus = (message: string) => new AwsError('IllegalStatusException', message);

export const limitExceeded = (message: string) => new AwsError('LimitExceededException', message);

export const invalidPattern = (error: PatternError) =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`, {
    cause: error,
  });

/** AWS's answer for a member that breaks its model's constraint. */
export const constraint = (value: unknown, member: string, rule: string) =>
  validation(
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${String(value)}'`} at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );
