import { types } from 'node:util';
import type { ErrorPayload } from './messages.ts';

/** An error of the runtime itself, by the name that AWS gives it (`Runtime.HandlerNotFound`). */
export class RuntimeError extends Error {
  constructor(name: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}

/** A promise that nobody handled ends the environment. */
export class UnhandledPromiseRejection extends RuntimeError {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('Runtime.UnhandledPromiseRejection', String(reason));
    this.reason = reason;
    if (reason instanceof Error && reason.stack) this.stack = reason.stack;
  }
}

/** What was thrown, as the payload of a failed invocation shows it. */
export function errorPayload(thrown: unknown): ErrorPayload {
  if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: text(thrown), trace: [] };
  return {
    errorType: printable(String(thrown.name)),
    errorMessage: printable(String(thrown.message)),
    trace: printable(String(thrown.stack ?? '')).split('\n'),
  };
}

/** What was thrown, as the log shows it: with the error's own fields, such as `code`. */
export function errorLog(thrown: unknown): Record<string, unknown> {
  if (!isError(thrown)) return { errorType: typeof thrown, errorMessage: text(thrown), stack: [] };
  const { errorType, errorMessage, trace } = errorPayload(thrown);
  return { errorType, errorMessage, ...thrown, stack: trace };
}

/** Errors of another realm, or that only look like one, count. */
function isError(thrown: unknown): thrown is Error {
  if (types.isNativeError(thrown)) return true;
  if (typeof thrown !== 'object' || thrown === null) return false;
  return 'name' in thrown && 'message' in thrown && 'stack' in thrown;
}

function text(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    return Object.prototype.toString.call(thrown);
  }
}

// The header that carried error text could not hold a DEL character; AWS escapes it to this day.
const printable = (value: string) => value.replaceAll('\x7F', '%7F');
