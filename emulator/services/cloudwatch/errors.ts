import { AwsError } from '../../door/errors.ts';

/** Errors of the CloudWatch API, in its own words. */

export const invalidValue = (message: string) => new AwsError('InvalidParameterValueException', message);
export const invalidCombination = (message: string) => new AwsError('InvalidParameterCombinationException', message);
export const missing = (member: string) =>
  new AwsError('MissingRequiredParameterException', `The parameter ${member} is required.`);
export const validation = (message: string) => new AwsError('ValidationException', message);
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message, { status: 404 });
export const alarmNotFound = (name: string) =>
  new AwsError('ResourceNotFound', `Alarm ${name} does not exist`, { status: 404 });
export const dashboardNotFound = (name: string) =>
  new AwsError('DashboardNotFoundError', `Dashboard ${name} does not exist`, { status: 404 });
