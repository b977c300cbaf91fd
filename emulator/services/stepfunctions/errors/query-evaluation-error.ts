import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.QueryEvaluationError`: a JSONata expression failed, returned nothing, or returned a value of the wrong type. */
export class QueryEvaluationError extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.QueryEvaluationError', causeText, details);
  }
}
