import { invalidParameter } from './errors.ts';
import { NAME_CHARACTERS, PAGE_ENTRIES, PASSWORD_CHARACTERS } from './limits.ts';

/** A constraint of the model in AWS's words; the schemas that requests are read by do not hold them. */
const violation = (value: string, member: string, rule: string) =>
  invalidParameter(
    `1 validation error detected: Value ${value && `${value} `}at '${member}' failed to satisfy constraint: Member must ${rule}`,
  );

/** @throws AwsError InvalidParameterException when a member that the model requires is absent */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === null) throw violation('null', member, 'not be null');
  return value;
}

function bounded(value: string, member: string, most: number, least = 1): string {
  if (value.length < least) throw violation(`'${value}'`, member, `have length greater than or equal to ${least}`);
  if (value.length > most) throw violation(`'${value}'`, member, `have length less than or equal to ${most}`);
  return value;
}

function matching(value: string, member: string, pattern: RegExp, shown: string): string {
  if (!pattern.test(value)) throw violation(`'${value}'`, member, `satisfy regular expression pattern: ${shown}`);
  return value;
}

export function username(value: string | undefined, member = 'username'): string {
  const name = bounded(required(value, member), member, NAME_CHARACTERS);
  return matching(name, member, /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u, '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+');
}

const PASSWORD_FORM = '^[\\S]+.*[\\S]+$';

/** The value is a secret: the message does not repeat it. */
export function password(value: string | undefined, member = 'password'): string {
  const given = required(value, member);
  if (given.length <= PASSWORD_CHARACTERS && new RegExp(PASSWORD_FORM).test(given)) return given;
  throw violation('', member, `satisfy regular expression pattern: ${PASSWORD_FORM}`);
}

export const poolId = (value: string | undefined) =>
  matching(required(value, 'userPoolId'), 'userPoolId', /^[\w-]+_[0-9a-zA-Z]+$/, '[\\w-]+_[0-9a-zA-Z]+');

export const clientId = (value: string | undefined) =>
  matching(bounded(required(value, 'clientId'), 'clientId', NAME_CHARACTERS), 'clientId', /^[\w+]+$/, '[\\w+]+');

export const groupName = (value: string | undefined) =>
  matching(
    bounded(required(value, 'groupName'), 'groupName', NAME_CHARACTERS),
    'groupName',
    /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u,
    '[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+',
  );

export const poolName = (value: string | undefined, member = 'poolName') =>
  matching(bounded(required(value, member), member, NAME_CHARACTERS), member, /^[\w\s+=,.@-]+$/, '[\\w\\s+=,.@-]+');

/** @throws AwsError InvalidParameterException outside of 1 to 60 */
export function pageSize(value: number | undefined, member: string, fallback = PAGE_ENTRIES): number {
  const size = value ?? fallback;
  if (size < 1) throw violation(`'${size}'`, member, 'have value greater than or equal to 1');
  if (size > PAGE_ENTRIES) throw violation(`'${size}'`, member, `have value less than or equal to ${PAGE_ENTRIES}`);
  return size;
}
