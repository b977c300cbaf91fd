import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ResultPathMatchFailure`: ResultPath could not be applied to the state's input. */
export class ResultPathMatchFailure extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ResultPathMatchFailure', causeText, details);
  }
}
