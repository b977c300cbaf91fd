import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.Runtime`: the state could not be executed as written, for example a path that selects nothing. Not retriable, and not caught by States.ALL. */
export class RuntimeError extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.Runtime', causeText, details);
  }
}
