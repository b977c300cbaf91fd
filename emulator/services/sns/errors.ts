import { AwsError } from '../../door/errors.ts';

// https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html and the page of each operation. The codes are the model's
// shape names; the wire turns them into the query protocol's (`InvalidParameter`, `NotFound`).

/** @param what the parameter, with its reason if there is one: `TopicArn Reason: An ARN must have …` */
export const invalidParameter = (what: string) =>
  new AwsError('InvalidParameterException', `Invalid parameter: ${what}`);

/** An InvalidParameter whose message does not start with these words. */
export const invalid = (message: string) => new AwsError('InvalidParameterException', message);

export const invalidAttribute = (message: string) => new AwsError('InvalidParameterValueException', message);

export const validation = (path: string) =>
  new AwsError(
    'ValidationError',
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );

const notFound = (what: string) => new AwsError('NotFoundException', `${what} does not exist`, { status: 404 });
export const topicDoesNotExist = () => notFound('Topic');
export const subscriptionDoesNotExist = () => notFound('Subscription');

export const resourceDoesNotExist = () =>
  new AwsError('ResourceNotFoundException', 'Resource does not exist', { status: 404 });

export const tooManyTags = () =>
  new AwsError('TagLimitExceededException', 'Could not complete request: tag quota of per resource exceeded');

/** What AWS has and the emulator has not, below the level of an operation. */
export const notSupported = (what: string) =>
  new AwsError('NotImplemented', `The emulator does not support ${what} of SNS; SUPPORT.md lists what it does.`, {
    status: 501,
  });
