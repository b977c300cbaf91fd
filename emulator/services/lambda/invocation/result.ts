import type { ErrorPayload } from '../bootstrap/messages.ts';
import type { Outcome } from '../environment/environment.ts';
import { RESPONSE_BYTES } from '../limits.ts';

/** What an invocation came to. */
export interface InvocationResult {
  readonly payload: Uint8Array;
  /** Given when the payload tells of an error. */
  readonly error?: ErrorPayload;
}

const SIGNAL_NAMES: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGKILL: 'killed',
  SIGSEGV: 'segmentation fault',
  SIGILL: 'illegal instruction',
  SIGTERM: 'terminated',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
};

/** @param requestId named in the errors of the platform, not in those that the function threw */
export function invocationResult(outcome: Outcome, requestId: string): InvocationResult {
  if (outcome.kind === 'succeeded') return succeeded(outcome.payload);
  return failed(outcome.kind === 'failed' ? outcome.error : platformError(outcome, requestId));
}

function succeeded(payload: string | Uint8Array): InvocationResult {
  const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (bytes.length <= RESPONSE_BYTES) return { payload: bytes };
  return failed({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`,
  });
}

const failed = (error: ErrorPayload): InvocationResult => ({ payload: Buffer.from(JSON.stringify(error)), error });

function platformError(outcome: Exclude<Outcome, { kind: 'succeeded' | 'failed' }>, requestId: string): ErrorPayload {
  const error = (errorType: string, message: string): ErrorPayload => ({
    errorType,
    errorMessage: `RequestId: ${requestId} Error: ${message}`,
  });
  if (outcome.kind === 'timed-out') {
    return error('Sandbox.Timedout', `Task timed out after ${outcome.seconds.toFixed(2)} seconds`);
  }
  if (outcome.kind === 'out-of-memory') {
    return error('Runtime.OutOfMemory', 'Runtime exited with error: signal: killed');
  }
  return error('Runtime.ExitError', exitReason(outcome));
}

function exitReason({ code, signal }: { code: number | null; signal: string | null }): string {
  if (signal) return `Runtime exited with error: signal: ${SIGNAL_NAMES[signal] ?? signal}`;
  return code ? `Runtime exited with error: exit status ${code}` : 'Runtime exited without providing a reason';
}
