import { createHash } from 'node:crypto';

/** 128 bits: two of a million billion share one with a chance of 1 in 10⁹. */
const ID_LENGTH_HEX_DIGITS = 32;

/** Of a request: the same whoever repeats it, and however often. */
export function requestIdOf(idempotencyKey: string): string {
  return idOf('request', idempotencyKey);
}

/** Of what a request has one recipient told. */
export function notificationIdOf(requestId: string, recipient: unknown): string {
  return idOf('notification', requestId, recipient);
}

function idOf(...name: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(name)).digest('hex').slice(0, ID_LENGTH_HEX_DIGITS);
}
