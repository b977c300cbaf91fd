/** An event that was accepted to be run later; JSON, since it is kept until it is done with. */
export interface AsyncEvent {
  readonly functionName: string;
  readonly version: string;
  readonly qualifier?: string;
  readonly invokedArn: string;
  readonly requestId: string;
  /** JSON */
  readonly payload: string;
  readonly clientContext?: string;
  readonly traceHeader?: string;
  /** Epoch milliseconds. */
  readonly acceptedAt: number;
  /** How often the function has failed on it so far. */
  readonly failures: number;
  /** How often in a row there was no concurrency for it. */
  readonly throttles: number;
}
