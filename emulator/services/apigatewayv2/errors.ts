import { AwsError } from '../../door/errors.ts';

/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html: the same four errors for every operation. */
export const badRequest = (message: string) => new AwsError('BadRequestException', message, { status: 400 });
export const conflict = (message: string) => new AwsError('ConflictException', message, { status: 409 });
export const notFound = (title: string, id: string) =>
  new AwsError('NotFoundException', `Invalid ${title} identifier specified ${id}`, { status: 404 });
