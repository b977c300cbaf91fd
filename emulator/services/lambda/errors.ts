import { AwsError } from '../../door/errors.ts';

/** Errors of the Lambda API, in its own words (https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html and each operation's page). */

export const functionNotFound = (arn: string) => resourceNotFound(`Function not found: ${arn}`);

export const resourceNotFound = (message: string) =>
  new AwsError('ResourceNotFoundException', message, { status: 404 });

export const resourceConflict = (message: string) =>
  new AwsError('ResourceConflictException', message, { status: 409 });

export const invalidParameter = (message: string, cause?: unknown) =>
  new AwsError('InvalidParameterValueException', message, { cause });

/** A value that breaks a constraint of the API's model. */
export const constraintBroken = (value: unknown, member: string, constraint: string) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );

export const missing = (member: string) => constraintBroken(null, member, 'Member must not be null');

export const preconditionFailed = () =>
  new AwsError(
    'PreconditionFailedException',
    'The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    { status: 412 },
  );

export const payloadTooLarge = (bytes: number, invocationType: string, limit: number) =>
  new AwsError(
    'RequestTooLargeException',
    `${bytes} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
    { status: 413 },
  );

export const invalidRequestContent = (message: string) => new AwsError('InvalidRequestContentException', message);

/** @param reserved whether the function's own reservation is used up, rather than the account's concurrency */
export const throttled = (reserved: boolean) =>
  new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    members: {
      Reason: reserved ? 'ReservedFunctionConcurrentInvocationLimitExceeded' : 'ConcurrentInvocationLimitExceeded',
    },
  });

/** To whoever has stopped waiting before there was room: nobody hears it. */
export const nobodyWaits = () => new AwsError('ServiceException', 'The caller waits no longer.', { status: 500 });

/** To invocations that come while the emulator ends. */
export const stopping = () => new AwsError('ServiceException', 'The emulator is stopping.', { status: 500 });
