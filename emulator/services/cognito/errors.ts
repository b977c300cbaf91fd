import { AwsError } from '../../door/errors.ts';

// https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/CommonErrors.html and the page of each operation

export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const notAuthorized = (message: string) => new AwsError('NotAuthorizedException', message);
export const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);
export const limitExceeded = (message: string) => new AwsError('LimitExceededException', message);

export const poolNotFound = (id: string) => notFound(`User pool ${id} does not exist.`);
export const clientNotFound = (id: string) => notFound(`User pool client ${id} does not exist.`);
export const groupNotFound = () => notFound('Group not found.');
export const userNotFound = () => new AwsError('UserNotFoundException', 'User does not exist.');
export const userNotConfirmed = () => new AwsError('UserNotConfirmedException', 'User is not confirmed.');
export const usernameExists = (message = 'User already exists') => new AwsError('UsernameExistsException', message);
export const aliasExists = (attribute: string) =>
  new AwsError('AliasExistsException', `An account with the ${attribute} already exists.`);
export const groupExists = () => new AwsError('GroupExistsException', 'A group with the name already exists.');

export const wrongPassword = () => notAuthorized('Incorrect username or password.');
export const tooManyPasswords = () => notAuthorized('Password attempts exceeded');
export const userDisabled = () => notAuthorized('User is disabled.');
export const resetRequired = () =>
  new AwsError('PasswordResetRequiredException', 'Password reset required for the user');
export const badPassword = (reason: string) =>
  new AwsError('InvalidPasswordException', `Password did not conform with policy: ${reason}`);
export const usedPassword = () =>
  new AwsError('PasswordHistoryPolicyViolationException', 'Password has previously been used');

export const codeMismatch = () =>
  new AwsError('CodeMismatchException', 'Invalid verification code provided, please try again.');
export const codeExpired = () =>
  new AwsError('ExpiredCodeException', 'Invalid code provided, please request a code again.');
export const tooManyAttempts = () => limitExceeded('Attempt limit exceeded, please try after some time.');
export const missingParameter = (name: string) => invalidParameter(`Missing required parameter ${name}`);
export const invalidSession = () => notAuthorized('Invalid session for the user.');
export const sessionExpired = () => notAuthorized('Invalid session for the user, session is expired.');

/** What AWS has and the emulator has not, below the level of an operation. */
export const notSupported = (what: string) =>
  new AwsError('NotImplemented', `The emulator does not support ${what} of Cognito; SUPPORT.md lists what it does.`, {
    status: 501,
  });
