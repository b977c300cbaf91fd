import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.NoChoiceMatched`: no rule of a Choice matched and it has no Default. */
export class NoChoiceMatched extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.NoChoiceMatched', causeText, details);
  }
}
