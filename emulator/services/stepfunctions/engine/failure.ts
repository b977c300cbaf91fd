import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';

/**
 * How a state or an execution failed: the error name that Retry and Catch match, and its cause. Both can be missing,
 * as in a Fail state without fields or SendTaskFailure without arguments.
 */
export class Failure extends Error {
  readonly error: string | undefined;
  readonly causeText: string | undefined;

  constructor(error: string | undefined, causeText: string | undefined) {
    super(causeText ?? error ?? 'The state failed');
    this.name = 'Failure';
    this.error = error;
    this.causeText = causeText;
  }
}

/** A task, a state or the whole execution took longer than it may. AWS gives no cause. */
export const timeout = (): Failure => new Failure('States.Timeout', undefined);

/** @param what a state's name, a function's ARN or `lambda` */
export const dataLimitExceeded = (what: string): Failure =>
  new Failure(
    'States.DataLimitExceeded',
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** An expression gave a value that the state then could not use, for example a time that is none. */
export class UnusableResultError extends QueryEvaluationError {}
