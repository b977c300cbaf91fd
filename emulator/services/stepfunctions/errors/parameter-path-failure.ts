import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ParameterPathFailure`: a path inside Parameters, ResultSelector or ItemSelector could not be applied. */
export class ParameterPathFailure extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ParameterPathFailure', causeText, details);
  }
}
