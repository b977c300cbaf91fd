import { StatesError, type StatesErrorDetails } from './states-error.ts';

/** `States.ItemReaderFailed`: a Map could not read its items. */
export class ItemReaderFailed extends StatesError {
  constructor(causeText: string, details?: StatesErrorDetails) {
    super('States.ItemReaderFailed', causeText, details);
  }
}
