import { AwsError } from '../../door/errors.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/schema-reference/operations.html: errors carry their code once more as a member. */
const error = (status: number, code: string, message: string) =>
  new AwsError(code, message, { status, members: { Code: code.replace(/Exception$/, '') } });

export const badRequest = (message: string) => error(400, 'BadRequestException', message);
export const forbidden = (message: string) => error(403, 'ForbiddenException', message);
export const notFound = (message: string) => error(404, 'NotFoundException', message);
export const conflict = (message: string) => error(409, 'ConflictException', message);
