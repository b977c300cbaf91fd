import { AwsError } from '../../door/errors.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html and the pages of the operations.

export const validationError = (message: string) => new AwsError('ValidationError', message);

/** Most operations say it so, some as `Stack [name] does not exist`. */
export const noStackWithId = (name: string) => validationError(`Stack with id ${name} does not exist`);
export const noStack = (name: string) => validationError(`Stack [${name}] does not exist`);

export const insufficientCapabilities = (missing: readonly string[]) =>
  new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${missing.join(', ')}]`);

export const noChangeSet = (name: string) =>
  new AwsError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`, { status: 404 });

/** An input member that means something on AWS and nothing here. */
export const unsupportedMember = (member: string) =>
  validationError(`${member} is not supported by the emulator; SUPPORT.md lists what is`);
