import { createHash } from 'node:crypto';

/** 128 bits: two of a million billion share one with a chance of 1 in 10⁹. */
const HEX_DIGITS = 32;

/** The id that the workflow log-ingestion gives a batch, in its state "Read the event". */
export function batchIdOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex').slice(0, HEX_DIGITS);
}
