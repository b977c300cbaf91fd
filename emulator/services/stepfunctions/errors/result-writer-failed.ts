import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ResultWriterFailed`: a Map could not write its results. */
export class ResultWriterFailed extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ResultWriterFailed', causeText, details);
  }
}
