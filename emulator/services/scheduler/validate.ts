import { constraint } from './errors.ts';
import { NAME_CHARACTERS } from './limits.ts';

/** A member that must be there. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined) throw constraint(undefined, member, 'not be null');
  return value;
}

/** The name of a schedule or a group. */
export function requiredName(value: string | undefined, member: string): string {
  const name = required(value, member);
  if (name.length > NAME_CHARACTERS)
    throw constraint(name, member, `have length less than or equal to ${NAME_CHARACTERS}`);
  if (!/^[0-9a-zA-Z\-_.]+$/.test(name)) {
    throw constraint(name, member, 'satisfy regular expression pattern: ^[0-9a-zA-Z-_.]+$');
  }
  return name;
}

/** A number that, when it is there, must lie in a range. */
export function checkRange(value: number | undefined, member: string, lowest: number, highest: number): void {
  if (value === undefined) return;
  if (value < lowest) throw constraint(value, member, `have value greater than or equal to ${lowest}`);
  if (value > highest) throw constraint(value, member, `have value less than or equal to ${highest}`);
}
