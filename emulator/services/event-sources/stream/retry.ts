import type { StreamRecord } from './stream-record.ts';

export interface RetryPolicy {
  /** How often a batch that failed is tried again; -1 for as long as its records are kept. */
  readonly maximumAttempts: number;
  /** Records older than this are given up; -1 keeps them for as long as the stream does. */
  readonly maximumAgeSeconds: number;
  /** Whether a batch that failed is tried again in two halves. */
  readonly bisect: boolean;
}

export type GiveUpReason = 'RetryAttemptsExhausted' | 'RecordAgeExceeded';

export interface StreamBatch {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  /** 1 for the first try. */
  readonly attempt: number;
}

/** What became of a batch. `Failure` is what its worker wants to know of a failure when the records are given up. */
export type Delivery<Failure> =
  | { readonly kind: 'worked' }
  /** `firstFailed` is the sequence number of the first record that failed, when those before it are done with. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly firstFailed?: string }
  /** It could not even be tried; this does not count as a retry. */
  | { readonly kind: 'busy' };

export interface GivenUp<Failure> {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly reason: GiveUpReason;
  /** How often these records were tried in this composition. */
  readonly tries: number;
  /** The last one; undefined when they were never tried so. */
  readonly failure: Failure | undefined;
}
