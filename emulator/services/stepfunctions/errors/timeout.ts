import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.Timeout`: a task or the execution ran longer than its TimeoutSeconds. */
export class TimeoutError extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.Timeout', causeText, details);
  }
}
