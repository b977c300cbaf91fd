import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ExceedToleratedFailureThreshold`: more items of a Map failed than it tolerates. */
export class ExceedToleratedFailureThreshold extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ExceedToleratedFailureThreshold', causeText, details);
  }
}
