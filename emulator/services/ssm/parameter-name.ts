import { AwsError } from '../../door/errors.ts';
import { type Account, arn } from '../../runtime/account.ts';
import { tooManyLevels, validation } from './errors.ts';
import { HIERARCHY_LEVELS, NAME_CHARACTERS } from './limits.ts';

const NAME = /^(?:\/[\w.-]+)+$|^[\w.-]+$/;
const RESERVED = /^\/?(?:aws|ssm)/i;

/**
 * Checks the name of a parameter to come
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html#sysman-parameter-name-constraints).
 */
export function checkName(name: string): void {
  if (name.length > NAME_CHARACTERS)
    throw validation(
      `Parameter name: the maximum length is ${NAME_CHARACTERS} characters, and this one has ${name.length}.`,
    );
  if (name.includes('/') && !name.startsWith('/')) throw validation('Parameter name must be a fully qualified name.');
  if (!NAME.test(name) || /^ssm/i.test(name))
    throw validation(
      'Parameter name: can\'t be prefixed with "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  if (RESERVED.test(name))
    throw new AwsError('AccessDeniedException', `No access to reserved parameter name: ${name}.`);
  if (name.split('/').filter(Boolean).length > HIERARCHY_LEVELS) throw tooManyLevels();
}

/** `arn:aws:ssm:us-east-1:000000000000:parameter/telar/url`, for a name with or without its slash. */
export const parameterArn = (account: Account, name: string): string =>
  arn(account, 'ssm', `parameter/${name.replace(/^\//, '')}`);

/** What a caller names: a parameter, and perhaps one of its versions by number or label. */
export interface Selector {
  readonly name: string;
  /** As given, with its colon: `:3`, `:live`; empty for the newest version. */
  readonly suffix: string;
  readonly version?: number;
  readonly label?: string;
}

/** Reads `name`, `name:version`, `name:label` or the same with the parameter's ARN for its name. */
export function parseSelector(text: string): Selector {
  const bare = nameFromArn(text);
  const colon = bare.indexOf(':');
  if (colon < 0) return { name: bare, suffix: '' };
  const name = bare.slice(0, colon);
  const selected = bare.slice(colon + 1);
  const suffix = `:${selected}`;
  return /^\d+$/.test(selected) ? { name, suffix, version: Number(selected) } : { name, suffix, label: selected };
}

/** An ARN does not tell whether the name begins with a slash: a name of several parts does. */
function nameFromArn(text: string): string {
  const [, path] = /^arn:[^:]+:ssm:[^:]*:\d*:parameter\/(.+)$/.exec(text) ?? [];
  if (path === undefined) return text;
  return path.includes('/') ? `/${path}` : path;
}
