import { AwsError } from '../../door/errors.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html */
export const gone = () =>
  new AwsError('GoneException', 'The connection with the provided id no longer exists.', { status: 410 });
export const limitExceeded = () =>
  new AwsError('LimitExceededException', 'The WebSocket client side buffer is full.', { status: 429 });
export const payloadTooLarge = (bytes: number, limit: number) =>
  new AwsError('PayloadTooLargeException', `Message of ${bytes} bytes is longer than ${limit} bytes`, { status: 413 });
export const invalidConnectionId = (id: string) =>
  new AwsError('BadRequestException', `Invalid connectionId: ${id}`, { status: 400 });
/** An API or stage that is not there looks like one that may not be used. */
export const forbidden = () => new AwsError('ForbiddenException', 'Forbidden', { status: 403 });
