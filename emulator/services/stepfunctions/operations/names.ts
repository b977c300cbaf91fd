import type { LoggingConfiguration, Tag } from '@aws-sdk/client-sfn';
import {
  constraintViolated,
  invalidArn,
  invalidLoggingConfiguration,
  invalidName,
  notInEnum,
  validationError,
} from '../api-errors.ts';
import { MAX_NAME_CHARACTERS, MAX_TAGS } from '../limits.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html#API_CreateStateMachine_RequestSyntax */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]/;

/** The name of a state machine, activity or execution. @throws AwsError InvalidName */
export function checkName(name: string | undefined): string {
  if (name === undefined || name === '' || name.length > MAX_NAME_CHARACTERS || FORBIDDEN.test(name)) {
    throw invalidName(name ?? '');
  }
  return name;
}

/** A member that the API cannot do without. @throws AwsError ValidationException */
export function required(value: string | undefined, member: string): string {
  if (value === undefined) throw constraintViolated(undefined, member, 'Member must not be null');
  return value;
}

export function checkTags(tags: readonly Tag[], already = 0): void {
  if (tags.length + already > MAX_TAGS) {
    throw validationError(`The number of tags exceeds the limit of ${MAX_TAGS}`);
  }
}

/** Whether there is such a role is seen when it is assumed. @throws AwsError InvalidArn for what is no ARN */
export function checkRole(roleArn: string): string {
  if (!roleArn.startsWith('arn:')) throw invalidArn(roleArn);
  return roleArn;
}

const MACHINE_TYPES: readonly string[] = ['STANDARD', 'EXPRESS'];

/** @throws AwsError ValidationException */
export function checkType(type: string | undefined): void {
  if (type !== undefined && !MACHINE_TYPES.includes(type)) throw notInEnum(type, 'type', MACHINE_TYPES);
}

const LOG_LEVELS: readonly string[] = ['ALL', 'ERROR', 'FATAL', 'OFF'];

/** Levels other than OFF need exactly one destination. @throws AwsError InvalidLoggingConfiguration */
export function checkLogging(logging: LoggingConfiguration | undefined): void {
  if (!logging) return;
  const { level = 'OFF', destinations = [] } = logging;
  if (!LOG_LEVELS.includes(level)) throw notInEnum(level, 'loggingConfiguration.level', LOG_LEVELS);
  if (destinations.length > 1 || (level !== 'OFF' && destinations.length !== 1)) {
    throw invalidLoggingConfiguration('Must specify exactly one Log Destination.');
  }
  const arn = destinations[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (destinations.length === 1 && !arn?.endsWith(':*')) {
    throw invalidLoggingConfiguration('The ARN of the log group must end with ":*".');
  }
}
