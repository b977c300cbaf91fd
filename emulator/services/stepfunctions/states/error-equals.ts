import type { Fields } from '../asl/fields.ts';
import type { Failure } from '../engine/failure.ts';

/** The `ErrorEquals` of a retrier or catcher. */
export function errorEquals(fields: Fields): string[] {
  const names = fields.list('ErrorEquals') ?? [];
  if (fields.has('ErrorEquals') && names.length === 0) fields.invalid('The list should be non-empty', 'ErrorEquals');
  const texts = names.filter((name) => typeof name === 'string');
  if (texts.length < names.length) fields.invalid('Error names should be strings', 'ErrorEquals');
  if (texts.includes('States.ALL') && texts.length > 1) fields.invalid("'States.ALL' must appear alone", 'ErrorEquals');
  return texts;
}

/**
 * Whether a failure is one of the errors. `States.ALL` stands for any but States.Runtime; `States.TaskFailed` for any
 * that a task reported, which are all that do not have a reserved name; a missed heartbeat is a kind of time-out.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-error-representation
 */
export function matchesError(errors: readonly string[], { error }: Failure): boolean {
  return errors.some((name) => {
    if (name === error) return true;
    if (name === 'States.ALL') return error !== 'States.Runtime';
    if (name === 'States.TaskFailed') return error === undefined || !error.startsWith('States.');
    return false;
  });
}
