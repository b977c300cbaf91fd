import { AwsError } from '../../door/errors.ts';

// Codes of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Operations.html

export const noSuchDistribution = () =>
  new AwsError('NoSuchDistribution', 'The specified distribution does not exist.', { status: 404 });

export const noSuchInvalidation = () =>
  new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', { status: 404 });

export const invalidArgument = (message: string) => new AwsError('InvalidArgument', message, { status: 400 });
