import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.IntrinsicFailure`: an intrinsic function was given arguments that it cannot work with. */
export class IntrinsicFailure extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.IntrinsicFailure', causeText, details);
  }
}
