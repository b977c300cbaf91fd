import { invalidParameter } from '../errors.ts';
import type { User } from './user.ts';

const FORM = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

const READERS: Readonly<Record<string, (user: User) => string | undefined>> = {
  username: ({ username }) => username,
  'cognito:user_status': ({ status }) => status,
  status: ({ enabled }) => (enabled ? 'Enabled' : 'Disabled'),
  ...Object.fromEntries(
    ['email', 'phone_number', 'name', 'given_name', 'family_name', 'preferred_username', 'sub'].map((name) => [
      name,
      ({ attributes }: User) => attributes[name],
    ]),
  ),
};

/**
 * `name = "value"` or `name ^= "beginning"`, as ListUsers takes it; letters of either case are the same.
 *
 * @throws AwsError InvalidParameterException
 */
export function userFilter(filter: string | undefined): (user: User) => boolean {
  if (!filter?.trim()) return () => true;
  const [, name = '', operator, quoted = ''] = FORM.exec(filter) ?? [];
  if (!operator) throw invalidParameter('Error while parsing filter.');
  const read = READERS[name];
  if (!read) throw invalidParameter('Invalid search attribute: '.concat(name));
  const wanted = quoted.replace(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const value = read(user)?.toLowerCase();
    return operator === '=' ? value === wanted : (value?.startsWith(wanted) ?? false);
  };
}
