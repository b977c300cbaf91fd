import type { AwsError } from '../errors.ts';
import type { ErrorModel } from './model.ts';

/**
 * Errors that stand in no service's model, and are called otherwise where answers are XML
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html, https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
const XML_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
};

/** The code of an error in XML: that of AWS Query, and of S3. */
export const xmlCode = (code: string): string => XML_CODES[code] ?? code;

/**
 * The code of an error for clients of AWS Query: SQS answers its JSON clients `AccessDeniedException`, and in a header, which
 * the aws CLI and boto3 read, the `AccessDenied` of old.
 */
export function queryCode({ code }: AwsError, shape: ErrorModel | undefined): string {
  return shape?.queryCode ?? xmlCode(code);
}
