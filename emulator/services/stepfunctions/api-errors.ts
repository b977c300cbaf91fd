import { AwsError } from '../../door/errors.ts';
import { type Diagnostic, describeDiagnostic } from './asl/diagnostics.ts';

/** The errors of the Step Functions API: https://docs.aws.amazon.com/step-functions/latest/apireference/CommonErrors.html and each operation's page. */

export const invalidArn = (arn: string): AwsError =>
  new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);

/** @param kind what the ARN should name, as in `Resource type not valid in this context: activity` */
export const wrongResourceType = (kind: string): AwsError =>
  new AwsError('InvalidArn', `Invalid Arn: 'Resource type not valid in this context: ${kind}'`);

export const invalidName = (name: string): AwsError => new AwsError('InvalidName', `Invalid Name: '${name}'`);

export const invalidToken = (): AwsError => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");

export const invalidExecutionInput = (why: string): AwsError =>
  new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${why}'`);

export const invalidOutput = (why: string): AwsError => new AwsError('InvalidOutput', `Invalid Output: '${why}'`);

export const invalidDefinition = (diagnostics: readonly Diagnostic[]): AwsError =>
  new AwsError(
    'InvalidDefinition',
    `Invalid State Machine Definition: '${diagnostics
      .filter(({ severity }) => severity === 'ERROR')
      .map(describeDiagnostic)
      .join(', ')}'`,
  );

export const invalidLoggingConfiguration = (why: string): AwsError =>
  new AwsError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${why}`);

export const stateMachineDoesNotExist = (arn: string): AwsError =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);

export const stateMachineAlreadyExists = (arn: string): AwsError =>
  new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${arn}'`);

export const stateMachineDeleting = (arn: string): AwsError =>
  new AwsError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);

export const stateMachineTypeNotSupported = (): AwsError =>
  new AwsError('StateMachineTypeNotSupported', 'This operation is not supported by this type of state machine');

export const executionDoesNotExist = (arn: string): AwsError =>
  new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);

export const executionAlreadyExists = (arn: string): AwsError =>
  new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);

export const executionNotRedrivable = (arn: string, why: string): AwsError =>
  new AwsError('ExecutionNotRedrivable', `Execution is not redrivable: '${arn}'. ${why}`);

export const activityDoesNotExist = (arn: string): AwsError =>
  new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);

export const resourceNotFound = (arn: string): AwsError =>
  new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, { members: { resourceName: arn } });

export const conflict = (message: string): AwsError => new AwsError('ConflictException', message);

/** A constraint of the API's model, in the words of the service's own validation. */
export const constraintViolated = (value: unknown, member: string, constraint: string): AwsError =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value === undefined ? 'null' : `'${value}'`} at '${member}' failed to satisfy constraint: ${constraint}`,
  );

/** A member that is not one of its enum's values. */
export const notInEnum = (value: string, member: string, values: readonly string[]): AwsError =>
  constraintViolated(value, member, `Member must satisfy enum value set: [${values.join(', ')}]`);

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
