import type { FieldProblem } from './problem.ts';

/**
 * What is wrong with each field of a form, as react-aria's Form takes it: whatever is wrong inside of a field is wrong with the field.
 *
 * @example fieldErrors([{ field: 'body.recipients.0', message: 'must not be empty' }]) // { recipients: ['must not be empty'] }
 */
export function fieldErrors(problems: readonly FieldProblem[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const { field, message } of problems) {
    const [place, name] = field.split('.');
    if (place === 'body' && name) errors[name] = [...(errors[name] ?? []), message];
  }
  return errors;
}
