import { AwsError } from '../../door/errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html: the same errors for every operation. */
export const badRequest = (message: string, cause?: unknown) =>
  new AwsError('BadRequestException', message, { status: 400, cause });
export const conflict = (message: string) => new AwsError('ConflictException', message, { status: 409 });
export const notFound = (title: string) =>
  new AwsError('NotFoundException', `Invalid ${title} identifier specified`, { status: 404 });
