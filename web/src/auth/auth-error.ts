/** What the user pool answers, by the words we have for it (keys under `auth.errors`). */
const WORDS = {
  NotAuthorizedException: 'wrongPassword',
  UserNotFoundException: 'wrongPassword',
  UsernameExistsException: 'emailTaken',
  CodeMismatchException: 'wrongCode',
  EnableSoftwareTokenMFAException: 'wrongCode',
  ExpiredCodeException: 'expiredCode',
  InvalidPasswordException: 'weakPassword',
  LimitExceededException: 'tooMany',
  TooManyRequestsException: 'tooMany',
  TooManyFailedAttemptsException: 'tooMany',
  NetworkError: 'offline',
  UserUnAuthenticatedException: 'expiredSession',
  UserNotConfirmedException: 'notConfirmed',
  InvalidParameterException: 'invalid',
} as const;

type Word = (typeof WORDS)[keyof typeof WORDS] | 'unknown';

export function authErrorKey(error: unknown): `auth.errors.${Word}` {
  const name = error instanceof Error ? error.name : '';
  const word: Word = Object.hasOwn(WORDS, name) ? WORDS[name as keyof typeof WORDS] : 'unknown';
  return `auth.errors.${word}`;
}
