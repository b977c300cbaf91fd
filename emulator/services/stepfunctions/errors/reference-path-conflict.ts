import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ReferencePathConflict`: a step of a reference path meets a value of another kind than it needs. Seen on AWS, not in the spec. */
export class ReferencePathConflict extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ReferencePathConflict', causeText, details);
  }
}
