// https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html and the page of each operation

export const CODE_DIGITS = 6;
/** A code of a sign-up, or of an attribute that is to be verified. */
export const VERIFICATION_CODE_HOURS = 24;
/** A code that resets a password. */
export const RESET_CODE_HOURS = 1;
/** Codes for one purpose and user, and guesses at one, in an hour: AWS allows 5 to 20 by its own judgement of the risk. */
export const CODES_PER_HOUR = 20;
export const GUESSES_PER_HOUR = 5;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods-password.html */
export const FREE_PASSWORD_FAILURES = 5;
export const LONGEST_LOCKOUT_SECONDS = 900;
export const FAILURES_FORGOTTEN_MINUTES = 15;

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
export const TRIGGER_SECONDS = 5;
export const TRIGGER_ATTEMPTS = 3;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html */
export const ACCESS_TOKEN_SECONDS = { least: 300, most: 86_400, default: 3_600 };
export const REFRESH_TOKEN_SECONDS = { least: 3_600, most: 315_360_000, default: 2_592_000 };
export const SESSION_MINUTES = { least: 3, most: 15, default: 3 };
export const ROTATION_GRACE_SECONDS = 60;

export const PASSWORD_CHARACTERS = 256;
export const LEAST_PASSWORD_LENGTH = { least: 6, most: 99, default: 8 };
export const TEMPORARY_PASSWORD_DAYS = 7;
export const NAME_CHARACTERS = 128;
export const ATTRIBUTE_CHARACTERS = 2_048;
export const CUSTOM_ATTRIBUTES = 50;
/** Wrong answers to a custom challenge in one sign-in. */
export const CUSTOM_CHALLENGES = 10;
/** Entries in a page of pools, clients, users or groups. */
export const PAGE_ENTRIES = 60;
export const TAGS = 50;

/** https://datatracker.ietf.org/doc/html/rfc6238 */
export const TOTP_STEP_SECONDS = 30;
/** Steps before and after the present one whose codes pass, for clocks that are not exact. */
export const TOTP_STEPS_APART = 1;
