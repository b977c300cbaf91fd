import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.DataLimitExceeded`: a payload is larger than the quota. Not retriable, and not caught by States.ALL. */
export class DataLimitExceeded extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.DataLimitExceeded', causeText, details);
  }
}
