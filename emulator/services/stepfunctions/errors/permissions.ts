import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.Permissions`: the state machine's role may not do what the state asks for. */
export class PermissionsError extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.Permissions', causeText, details);
  }
}
