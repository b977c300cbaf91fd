import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.BranchFailed`: a branch of a Parallel state failed. */
export class BranchFailed extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.BranchFailed', causeText, details);
  }
}
