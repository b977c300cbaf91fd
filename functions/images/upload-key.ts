import { createHash } from 'node:crypto';

/** Where the one object of an upload over HTTP lies: `uploads/<uploadId>/<filename>`. */
export const UPLOADS_PREFIX = 'uploads/';

/** @param uploadId 32 hexadecimal digits */
export function uploadPrefix(uploadId: string): string {
  return `${UPLOADS_PREFIX}${uploadId}/`;
}

const ID_LENGTH_HEX_DIGITS = 32;

/** The same for a repetition of the same request. */
export function uploadIdOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('hex').slice(0, ID_LENGTH_HEX_DIGITS);
}
