import type { FieldProblem } from './problem.ts';

/**
 * What is wrong with each field of a form, as react-aria's Form takes it: whatever is wrong inside of a field is wrong with the field.
 *
 * @param say what is said of a field, which may be something else than what the server says
 * @example fieldErrors([{ field: 'body.recipients.0', message: 'must not be empty' }]) // { recipients: ['must not be empty'] }
 */
export function fieldErrors(
  problems: readonly FieldProblem[],
  say: (name: string, message: string) => string = (_, message) => message,
): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { field, message } of problems) {
    const [place, name] = field.split('.');
    if (place !== 'body' || !name) continue;
    errors[name] = [...new Set([...(errors[name] ?? []), say(name, message)])];
  }
  return errors;
}
