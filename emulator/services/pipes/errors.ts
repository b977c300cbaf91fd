import { AwsError } from '../../door/errors.ts';

// https://docs.aws.amazon.com/eventbridge/latest/pipes-reference/API_CreatePipe.html#API_CreatePipe_Errors

export const validation = (message: string) => new AwsError('ValidationException', message);

export const pipeNotFound = (name: string) =>
  new AwsError('NotFoundException', `Pipe ${name} does not exist.`, { status: 404 });

export const conflict = (name: string, message: string) =>
  new AwsError('ConflictException', message, { status: 409, members: { resourceId: name, resourceType: 'pipe' } });
