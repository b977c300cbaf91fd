import { AwsError } from '../../door/errors.ts';
import type { Principal } from '../../door/principal.ts';
import type { Role } from '../iam/roles.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const SESSION_NAME_PATTERN = /^[\w+=,.@-]*$/;
const MIN_SESSION_NAME_LENGTH = 2;
const MAX_SESSION_NAME_LENGTH = 64;
const MIN_SESSION_SECONDS = 900;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const MAX_CHAINED_SESSION_SECONDS = 3_600;

/**
 * What AssumeRole asks of a session beside the role's trust.
 *
 * @throws AwsError ValidationError
 */
export function checkSession(
  { name, seconds }: { readonly name: string; readonly seconds: number },
  role: Role,
  caller: Principal,
): void {
  const sessionName = `Value '${name}' at 'roleSessionName'`;
  if (name.length < MIN_SESSION_NAME_LENGTH) {
    throw violation(sessionName, `Member must have length greater than or equal to ${MIN_SESSION_NAME_LENGTH}`);
  }
  if (name.length > MAX_SESSION_NAME_LENGTH) {
    throw violation(sessionName, `Member must have length less than or equal to ${MAX_SESSION_NAME_LENGTH}`);
  }
  if (!SESSION_NAME_PATTERN.test(name)) {
    throw violation(sessionName, 'Member must satisfy regular expression pattern: [\\w+=,.@-]*');
  }
  if (seconds < MIN_SESSION_SECONDS) {
    throw violation(
      `Value '${seconds}' at 'durationSeconds'`,
      `Member must have value greater than or equal to ${MIN_SESSION_SECONDS}`,
    );
  }
  if (seconds > role.maxSessionSeconds) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
  if (caller.kind === 'role' && seconds > MAX_CHAINED_SESSION_SECONDS) {
    throw invalid('The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.');
  }
}

const violation = (what: string, rule: string) =>
  invalid(`1 validation error detected: ${what} failed to satisfy constraint: ${rule}`);
const invalid = (message: string) => new AwsError('ValidationError', message);
