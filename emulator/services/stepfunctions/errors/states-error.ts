/** What a failed state shows beside the error's name and cause. */
export interface StatesErrorDetails {
  /** The field that failed, as `EvaluationFailed` events report it, such as `Arguments/FunctionName`. */
  readonly location?: string;
  /** The exception behind it, for logs; never shown to the user of the API. */
  readonly cause?: unknown;
}

/**
 * A failure with a name that Retry and Catch can match. `error` is the error name, `causeText` the human-readable cause
 * without the "An error occurred while executing the state …" preamble, which only the engine can write.
 */
export class StatesError extends Error {
  readonly error: string;
  readonly causeText: string;
  readonly location: string | undefined;

  constructor(error: string, causeText: string, details: StatesErrorDetails = {}) {
    super(
      causeText === '' ? error : `${error}: ${causeText}`,
      details.cause === undefined ? {} : { cause: details.cause },
    );
    this.name = new.target.name;
    this.error = error;
    this.causeText = causeText;
    this.location = details.location;
  }
}
