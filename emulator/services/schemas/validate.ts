import { badRequest } from './errors.ts';

/** A member that must be there. */
export function required<T>(value: T | undefined, member: string): T {
  if (value === undefined || value === '') throw badRequest(`${member} is a required parameter.`);
  return value;
}

export function checkName(name: string, member: string, longest: number): void {
  if (name.length > longest || !/^[0-9A-Za-z_.@-]+$/.test(name)) {
    throw badRequest(`${member} is not valid: up to ${longest} letters, digits, and the characters . - _ @`);
  }
}
