import type { AwsError } from '../errors.ts';
import type { ErrorModel } from './model.ts';

/** Errors that stand in no service's model and had another code in AWS Query (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html). */
const COMMON_CODES: Readonly<Record<string, string>> = { AccessDeniedException: 'AccessDenied' };

/**
 * The code of an error for clients of AWS Query: SQS answers its JSON clients `AccessDeniedException`, and in a header, which
 * the aws CLI and boto3 read, the `AccessDenied` of old.
 */
export function queryCode({ code }: AwsError, shape: ErrorModel | undefined): string {
  return shape?.queryCode ?? COMMON_CODES[code] ?? code;
}
