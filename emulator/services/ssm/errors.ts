import { AwsError } from '../../door/errors.ts';
import { HIERARCHY_LEVELS } from './limits.ts';

// https://docs.aws.amazon.com/systems-manager/latest/APIReference/CommonErrors.html and the pages of the operations.

export const validation = (message: string) => new AwsError('ValidationException', message);

export const notFound = (name: string) => new AwsError('ParameterNotFound', `Parameter ${name} not found.`);

export const versionNotFound = (version: string, name: string) =>
  new AwsError(
    'ParameterVersionNotFound',
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );

export const alreadyExists = () =>
  new AwsError(
    'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
  );

export const typeMismatch = () =>
  new AwsError(
    'HierarchyTypeMismatchException',
    "Parameter Store does not support changing a parameter type in a hierarchy. For example, you can't change a parameter from a String type to a SecureString type. You must create a new, unique parameter.",
  );

export const tooManyLevels = () =>
  new AwsError(
    'HierarchyLevelLimitExceededException',
    `A hierarchy can have a maximum of ${HIERARCHY_LEVELS} levels. For more information, see Requirements and constraints for parameter names in the AWS Systems Manager User Guide.`,
  );

export const patternMismatch = (pattern: string) =>
  new AwsError(
    'ParameterPatternMismatchException',
    `Parameter value, cannot be validated against allowedPattern: ${pattern}`,
  );

export const invalidPattern = (pattern: string) =>
  new AwsError('InvalidAllowedPatternException', `The regular expression ${pattern} is not valid.`);

export const unsupportedType = (type: string) =>
  new AwsError('UnsupportedParameterType', `The parameter type ${type} isn't supported.`);

/** The oldest version cannot make room for a new one while somebody refers to it by a label. */
export const versionLimit = (name: string) =>
  new AwsError(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version 1, the oldest version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.`,
  );

export const labelLimit = () =>
  new AwsError('ParameterVersionLabelLimitExceeded', 'A parameter version can have a maximum of ten labels.');

export const invalidResourceType = (type: string) =>
  new AwsError(
    'InvalidResourceType',
    `The resource type ${type} isn't valid; the emulator tags resources of the type Parameter.`,
  );

export const invalidResourceId = (id: string) =>
  new AwsError(
    'InvalidResourceId',
    `The resource ID isn't valid: ${id}. Verify that you entered the correct ID and try again.`,
  );

export const invalidFilterKey = (key: string, allowed: readonly string[]) =>
  new AwsError(
    'InvalidFilterKey',
    `The following filter key is not valid: ${key}. Valid filter keys include: [${allowed.join(', ')}].`,
  );

export const invalidFilterOption = (option: string, allowed: readonly string[]) =>
  new AwsError(
    'InvalidFilterOption',
    `The following filter option is not valid: ${option}. Valid options include: [${allowed.join(', ')}].`,
  );

export const invalidNextToken = () => new AwsError('InvalidNextToken', 'The specified token is not valid.');
