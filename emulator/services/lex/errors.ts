import { AwsError } from '../../door/errors.ts';

// https://docs.aws.amazon.com/lexv2/latest/APIReference/API_runtime_RecognizeText.html#API_runtime_RecognizeText_Errors

export const validation = (message: string) => new AwsError('ValidationException', message);

export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });

/** A function that Lex depends on did not do its part. */
export const dependencyFailed = (message: string, cause?: unknown) =>
  new AwsError('DependencyFailedException', message, { status: 424, cause });

export const conflict = (message: string) => new AwsError('ConflictException', message, { status: 409 });

export const throttled = (message: string) => new AwsError('ThrottlingException', message, { status: 429 });

/** AWS's words for a member that breaks the model's rules. */
export const constraintBroken = (value: string, member: string, constraint: string) =>
  validation(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
