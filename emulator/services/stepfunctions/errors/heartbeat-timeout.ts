import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.HeartbeatTimeout`: a task sent no heartbeat within HeartbeatSeconds. */
export class HeartbeatTimeout extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.HeartbeatTimeout', causeText, details);
  }
}
