import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.TaskFailed`: a task failed; as a name in Retry and Catch it matches every error but States.Timeout. */
export class TaskFailed extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.TaskFailed', causeText, details);
  }
}
